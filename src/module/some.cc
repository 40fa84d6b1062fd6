// module/some.cc: see some.h.
#include "module/some.h"

#include "base/edition.h"
#include "py/object.h"
#include "py/parameters.h"
#include "py/str.h"

namespace pydantic_core {
namespace {

constinit PyTypeObject* some_type = nullptr;

struct Some {
  Ref value;

  template <class F>
  void each_ref(F&& f) {
    f(value);
  }
};

Ref make(PyTypeObject* type, Borrowed value) {
  Ref self = steal(py::allocate<Some>(type));
  if (self) py::value_of<Some>(self.get()).value = borrow(value);
  return self;
}

constexpr auto kNew = py::function_of_one("Some.__new__", "value");

PyObject* make_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  py::OneArgument given;
  return py::read_arguments<kNew>(given, args, kwargs) ? make(type, given.value).release()
                                                       : nullptr;
}

Borrowed value_or_none(PyObject* self) {
  const Ref& value = py::value_of<Some>(self).value;
  return value ? value.get() : Py_None;
}

PyObject* get_value(PyObject* self, void*) { return Py_NewRef(value_or_none(self)); }

PyObject* repr(PyObject* self) {
  Text text;
  text << "Some(";
  return py::append_repr(text, value_or_none(self)) ? py::str(text << ')').release() : nullptr;
}

constexpr auto kClassGetItem = py::function_of_one("Some.__class_getitem__", "_item", py::kSlash);

PyObject* class_getitem(PyObject* cls, PyObject* const* args, Py_ssize_t nargs, PyObject* kwnames) {
  py::OneArgument item;
  return py::read_arguments<kClassGetItem>(item, args, nargs, kwnames) ? Py_NewRef(cls) : nullptr;
}

PyMethodDef kMethods[] = {
    py::class_method<kClassGetItem>(&class_getitem),
    {},
};

PyGetSetDef kGetters[] = {
    {"value", get_value, nullptr, kAttributeDoc, nullptr},
    {},
};

PyType_Slot kSlots[] = {
    PC_OBJECT_SLOTS(Some),
    py::doc_slot<kNew>(),
    {Py_tp_new, reinterpret_cast<void*>(&make_new)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {Py_tp_methods, kMethods},
    {Py_tp_getset, kGetters},
    {},
};

}  // namespace

bool init_some(PyObject* module) {
  some_type = py::make_type(module, "pydantic_core._pydantic_core.Some", sizeof(py::Object<Some>),
                            0, kSlots);
  if (some_type == nullptr) return false;
  const Ref match_args = steal(Py_BuildValue("(s)", "value"));
  return match_args &&
         PyObject_SetAttrString(as_object(some_type), "__match_args__", match_args.get()) == 0;
}

Ref make_some(Borrowed value) { return make(some_type, value); }

}  // namespace pydantic_core
