// Pattern 3, a cell that is filled while the module is executed and becomes a module attribute:
// `Undefined`. A second execution (a reload, or an import after `del sys.modules[…]`) finds the
// cell full, so identity tests go on working.
#include "patterns.h"

namespace demo {
namespace {

constinit oncecell::OnceCell<PyObject*> attribute;
Runs runs;

/// Returns (what the cell holds, how often it was filled); never fills it.
PyObject* module_attribute(PyObject*, PyObject*) {
  PyObject* object = attribute.get();
  return Py_BuildValue("Oi", object != nullptr ? object : Py_None, runs.load());
}

PyMethodDef functions[] = {
    {"module_attribute", module_attribute, METH_NOARGS, "(Undefined, runs of the initialiser)"},
    {nullptr, nullptr, 0, nullptr},
};

}  // namespace

int add_module_attribute(PyObject* module) {
  PyObject* object = attribute.get_or_init([] {
    ++runs;
    return Py_XNewRef(undefined());
  });
  if (object == nullptr || PyModule_AddObjectRef(module, "Undefined", object) < 0) return -1;
  return PyModule_AddFunctions(module, functions);
}

}  // namespace demo
