// Pattern 2, a Python once cell: an object that every call shares, made by the first. The
// initialiser calls Python code, which may let other threads run, and it may fail; the cell stands
// both.
#include "patterns.h"

namespace demo {
namespace {

constinit oncecell::OnceCell<PyObject*> shared;
Runs runs;

/// Returns (the shared object, how often one was made). `make` is called when there is none yet.
PyObject* py_once_cell(PyObject*, PyObject* make) {
  PyObject* object = shared.get_or_init([&] {
    ++runs;
    return PyObject_CallNoArgs(make);
  });
  return object == nullptr ? nullptr : Py_BuildValue("Oi", object, runs.load());
}

PyMethodDef functions[] = {
    {"py_once_cell", py_once_cell, METH_O,
     "py_once_cell(make): (what the first successful make() returned, runs of the initialiser)"},
    {nullptr, nullptr, 0, nullptr},
};

}  // namespace

int add_py_once_cell(PyObject* module) { return PyModule_AddFunctions(module, functions); }

}  // namespace demo
