// What the standard library offers for the same purpose, used as the comparison table in oncecell's
// README says: with the interpreter held. The tests show (in processes of their own) what then goes
// wrong.
#include <mutex>

#include "ext.h"

namespace ext {
namespace {

/// The initialiser, once in the life of the process; whatever it returns is kept, null included.
PyObject* function_local_static(PyObject*, PyObject* initialiser) {
  static PyObject* value = PyObject_CallNoArgs(initialiser);
  if (value == nullptr && PyErr_Occurred() == nullptr) {
    PyErr_SetString(PyExc_LookupError, "the static holds the null of an earlier failure");
  }
  return Py_XNewRef(value);
}

PyObject* std_call_once(PyObject*, PyObject* initialiser) {
  static std::once_flag flag;
  static PyObject* value = nullptr;
  std::call_once(flag, [&] { value = PyObject_CallNoArgs(initialiser); });
  if (value == nullptr && PyErr_Occurred() == nullptr) {
    PyErr_SetString(PyExc_LookupError, "the flag is set by an earlier failure");
  }
  return Py_XNewRef(value);
}

PyMethodDef functions[] = {
    {"function_local_static", function_local_static, METH_O, nullptr},
    {"std_call_once", std_call_once, METH_O, nullptr},
    {nullptr, nullptr, 0, nullptr},
};

}  // namespace

int add_standard(PyObject* module) { return PyModule_AddFunctions(module, functions); }

}  // namespace ext
