// types/url.cc: the names Url and MultiHostUrl, which pydantic imports and subclasses nothing of.
// They cannot be constructed before their parser is here (src/url): the constructor says so.
#include "types/url.h"

namespace pydantic_core {
namespace {

PyObject* new_url(PyTypeObject* type, PyObject*, PyObject*) {
  return PyErr_Format(PyExc_NotImplementedError,
                      "%s is not implemented in this version of pydantic-core-cpp", type->tp_name);
}

bool add(PyObject* module, const char* name) {
  PyType_Slot slots[] = {{Py_tp_new, reinterpret_cast<void*>(&new_url)}, {0, nullptr}};
  PyType_Spec spec{name, sizeof(PyObject), 0, Py_TPFLAGS_DEFAULT, slots};
  Ref type = steal(PyType_FromModuleAndSpec(module, &spec, nullptr));
  return type && PyModule_AddType(module, reinterpret_cast<PyTypeObject*>(type.get())) == 0;
}

}  // namespace

bool init_url(PyObject* module) {
  return add(module, "pydantic_core._pydantic_core.Url") &&
         add(module, "pydantic_core._pydantic_core.MultiHostUrl");
}

}  // namespace pydantic_core
