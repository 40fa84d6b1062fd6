// Pattern 6, chained cells in module init: a table of error classes needs both classes, the second
// class needs the first. Whichever is asked for first, each is made once and after what it needs.
#include "patterns.h"

namespace demo {
namespace {

using Cell = oncecell::OnceCell<PyObject*>;
constinit Cell base_error;
constinit Cell leaf_error;
constinit Cell error_table;
Runs runs;

PyObject* get_base_error() {
  return base_error.get_or_init([] {
    ++runs;
    return PyErr_NewException("pyoncecell_demo.DemoError", PyExc_ValueError, nullptr);
  });
}

PyObject* get_leaf_error() {
  return leaf_error.get_or_init([]() -> PyObject* {
    ++runs;
    PyObject* base = get_base_error();
    return base == nullptr ? nullptr
                           : PyErr_NewException("pyoncecell_demo.DemoTypeError", base, nullptr);
  });
}

PyObject* get_error_table() {
  return error_table.get_or_init([]() -> PyObject* {
    ++runs;
    PyObject* leaf = get_leaf_error();
    PyObject* base = leaf == nullptr ? nullptr : get_base_error();
    return base == nullptr ? nullptr : Py_BuildValue("{s:O,s:O}", "demo", base, "demo_type", leaf);
  });
}

/// Returns (the table, how many initialisers have run: 3, one a cell).
PyObject* chained_cells(PyObject*, PyObject*) {
  PyObject* table = get_error_table();
  return table == nullptr ? nullptr : Py_BuildValue("Oi", table, runs.load());
}

PyMethodDef functions[] = {
    {"chained_cells", chained_cells, METH_NOARGS,
     "(table of error classes, runs of the initialisers)"},
    {nullptr, nullptr, 0, nullptr},
};

}  // namespace

int add_chained_cells(PyObject* module) {
  if (get_error_table() == nullptr) return -1;  // asks the last first: the chain does the rest
  if (PyModule_AddObjectRef(module, "DemoError", get_base_error()) < 0) return -1;
  if (PyModule_AddObjectRef(module, "DemoTypeError", get_leaf_error()) < 0) return -1;
  if (PyModule_AddObjectRef(module, "error_table", get_error_table()) < 0) return -1;
  return PyModule_AddFunctions(module, functions);
}

}  // namespace demo
