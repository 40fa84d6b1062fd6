// Static cells, for what happens to them when the process forks, has several interpreters, or ends
// its interpreter.
#include <cstdio>
#include <cstdlib>

#include "ext.h"

namespace ext {
namespace {

constinit oncecell::OnceCell<PyObject*> cell;

PyObject* static_get(PyObject*, PyObject*) {
  PyObject* value = cell.get();
  return Py_NewRef(value != nullptr ? value : Py_None);
}

PyObject* static_get_or_init(PyObject*, PyObject* initialiser) {
  return Py_XNewRef(cell.get_or_init([&] { return PyObject_CallNoArgs(initialiser); }));
}

PyObject* own_interpreter(PyObject*, PyObject*) {
  return oncecell::own_interpreter("_oncecell_test") ? Py_NewRef(Py_None) : nullptr;
}

/// After the interpreter has ended: reads the cell, starts a second interpreter, asks it for
/// ownership. The program has left main() by then, and no Python code of the first life runs.
void second_life() {
  PyObject* value = cell.get();
  std::printf("a full cell after Py_Finalize: %s\n", value != nullptr ? "full" : "empty");
  Py_InitializeEx(0);
  if (oncecell::own_interpreter("_oncecell_test")) {
    std::printf("second life: owned\n");
  } else {
    PyErr_Print();
    std::printf("second life: refused\n");
  }
  std::fflush(stdout);
  std::_Exit(0);
}

PyObject* try_second_life_at_exit(PyObject*, PyObject*) {
  std::atexit(second_life);
  Py_RETURN_NONE;
}

PyMethodDef functions[] = {
    {"static_get", static_get, METH_NOARGS, nullptr},
    {"static_get_or_init", static_get_or_init, METH_O, nullptr},
    {"own_interpreter", own_interpreter, METH_NOARGS, nullptr},
    {"try_second_life_at_exit", try_second_life_at_exit, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

}  // namespace

int add_process(PyObject* module) { return PyModule_AddFunctions(module, functions); }

}  // namespace ext
