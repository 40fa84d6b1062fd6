// py/undefined.cc: see undefined.h.
#include "py/undefined.h"

#include "py/object.h"
#include "py/parameters.h"
#include "py/str.h"

namespace pydantic_core {

constinit PyObject* undefined = nullptr;

namespace {

struct Undefined {
  template <class F>
  void each_ref(F&&) {}
};

constexpr auto kNew = py::Parameters<Undefined>::function("PydanticUndefinedType.__new__");

PyObject* make_new(PyTypeObject*, PyObject* args, PyObject* kwargs) {
  Undefined given;
  if (!py::read_arguments<kNew>(given, args, kwargs)) return nullptr;
  PyErr_SetString(PyExc_NotImplementedError,
                  "Creating instances of \"UndefinedType\" is not supported");
  return nullptr;
}

PyObject* repr(PyObject*) { return PyUnicode_FromString("PydanticUndefined"); }
/// A global name, which is how pickle finds the singleton again.
PyObject* reduce(PyObject*, PyObject*) { return PyUnicode_FromString("PydanticUndefined"); }
PyObject* get(PyObject*, PyObject*) { return Py_NewRef(undefined); }

constexpr auto kDeepCopy =
    py::function_of_one("PydanticUndefinedType.__deepcopy__", "_memo", py::kSlash);

PyObject* deep_copy(PyObject* self, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  py::OneArgument memo;
  return py::read_arguments<kDeepCopy>(memo, args, nargs, kwnames) ? Py_NewRef(self) : nullptr;
}

PyMethodDef kMethods[] = {
    py::static_method_without_arguments<"new">(&get),
    py::method_without_arguments<"__copy__">(&get),
    py::method<kDeepCopy>(&deep_copy),
    py::method_without_arguments<"__reduce__">(&reduce),
    {},
};

PyType_Slot kSlots[] = {
    PC_OBJECT_SLOTS(Undefined),
    py::doc_slot<kNew>(),
    {Py_tp_new, reinterpret_cast<void*>(&make_new)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {Py_tp_methods, kMethods},
    {},
};

}  // namespace

bool init_undefined(PyObject* module) {
  PyTypeObject* type = py::make_type(module, "pydantic_core._pydantic_core.PydanticUndefinedType",
                                     sizeof(py::Object<Undefined>), 0, kSlots);
  if (type == nullptr) return false;
  if (undefined == nullptr) undefined = py::allocate<Undefined>(type);
  return undefined != nullptr && PyModule_AddObjectRef(module, "PydanticUndefined", undefined) == 0;
}

}  // namespace pydantic_core
