// Pattern 4, a cell that holds an instance of the extension's own class: `UndefinedType`, of which
// there is one object. Python cannot make another: the class has no constructor, and copies and
// pickles are the object itself.
#include "patterns.h"

namespace demo {
namespace {

constinit oncecell::OnceCell<PyTypeObject*> type_cell;
constinit oncecell::OnceCell<PyObject*> instance_cell;
Runs runs;

PyObject* get(PyObject*, PyObject*) { return Py_XNewRef(undefined()); }
PyObject* copy(PyObject* self, PyObject*) { return Py_NewRef(self); }
PyObject* reduce(PyObject*, PyObject*) { return PyUnicode_FromString("Undefined"); }
PyObject* repr(PyObject*) { return PyUnicode_FromString("Undefined"); }

PyMethodDef methods[] = {
    {"get", get, METH_NOARGS | METH_STATIC, "the one instance"},
    {"__copy__", copy, METH_NOARGS, nullptr},
    {"__deepcopy__", copy, METH_O, nullptr},
    {"__reduce__", reduce, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

PyType_Slot slots[] = {
    {Py_tp_doc, const_cast<char*>("The class of Undefined.")},
    {Py_tp_methods, methods},
    {Py_tp_repr, reinterpret_cast<void*>(repr)},
    {0, nullptr},
};

PyType_Spec spec = {
    .name = "pyoncecell_demo.UndefinedType",
    .basicsize = sizeof(PyObject),
    .itemsize = 0,
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = slots,
};

PyTypeObject* undefined_type() {
  return type_cell.get_or_init(
      [] { return reinterpret_cast<PyTypeObject*>(PyType_FromSpec(&spec)); });
}

/// Returns (the instance, how often one was made).
PyObject* own_class(PyObject*, PyObject*) {
  PyObject* instance = undefined();
  return instance == nullptr ? nullptr : Py_BuildValue("Oi", instance, runs.load());
}

PyMethodDef functions[] = {
    {"own_class", own_class, METH_NOARGS, "(the UndefinedType, runs of the initialiser)"},
    {nullptr, nullptr, 0, nullptr},
};

}  // namespace

PyObject* undefined() {
  return instance_cell.get_or_init([]() -> PyObject* {
    ++runs;
    PyTypeObject* type = undefined_type();
    return type == nullptr ? nullptr : PyType_GenericAlloc(type, 0);
  });
}

int add_undefined_type(PyObject* module) {
  PyTypeObject* type = undefined_type();
  if (type == nullptr) return -1;
  if (PyModule_AddObjectRef(module, "UndefinedType", reinterpret_cast<PyObject*>(type)) < 0)
    return -1;
  return PyModule_AddFunctions(module, functions);
}

}  // namespace demo
