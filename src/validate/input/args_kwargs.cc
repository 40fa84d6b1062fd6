// validate/input/args_kwargs.cc: see args_kwargs.h.
#include "validate/input/args_kwargs.h"

#include "base/edition.h"
#include "py/object.h"
#include "py/parameters.h"
#include "py/str.h"

namespace pydantic_core {
namespace {

constinit PyTypeObject* args_kwargs_type = nullptr;

struct ArgsKwargs {
  Ref args;    ///< tuple
  Ref kwargs;  ///< dict, or empty when there are no keyword arguments

  template <class F>
  void each_ref(F&& f) {
    f(args);
    f(kwargs);
  }
};

Ref make(PyTypeObject* type, Borrowed args, Borrowed kwargs) {
  Ref self = steal(py::allocate<ArgsKwargs>(type));
  if (!self) return {};
  auto& value = py::value_of<ArgsKwargs>(self.get());
  value.args = borrow(args);
  if (kwargs != nullptr && PyDict_Size(kwargs) > 0) value.kwargs = borrow(kwargs);
  return self;
}

struct NewArguments {
  Borrowed args = nullptr;
  Borrowed kwargs = nullptr;
};
using New = py::Parameters<NewArguments>;
constexpr auto kNew =
    New::function("ArgsKwargs.__new__", New::required<&NewArguments::args, &py::read_tuple>("args"),
                  New::optional<&NewArguments::kwargs, &py::read_dict>("kwargs"));

PyObject* make_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  NewArguments given;
  if (!py::read_arguments<kNew>(given, args, kwargs)) return nullptr;
  return make(type, given.args, given.kwargs).release();
}

PyObject* get_args(PyObject* self, void*) {
  Borrowed args = args_of(self);
  return args != nullptr ? Py_NewRef(args) : PyTuple_New(0);
}

PyObject* get_kwargs(PyObject* self, void*) {
  Borrowed kwargs = kwargs_of(self);
  return Py_NewRef(kwargs != nullptr ? kwargs : Py_None);
}

/// 1, 0, or -1 with an exception set.
int equal(Borrowed a, Borrowed b) {
  if (a == nullptr || b == nullptr) return a == b;
  return PyObject_RichCompareBool(a, b, Py_EQ);
}

PyObject* compare(PyObject* self, PyObject* other, int op) {
  if ((op != Py_EQ && op != Py_NE) || !is_args_kwargs(other)) Py_RETURN_NOTIMPLEMENTED;
  int same = equal(args_of(self), args_of(other));
  if (same > 0) same = equal(kwargs_of(self), kwargs_of(other));
  return same < 0 ? nullptr : Py_NewRef((same != 0) == (op == Py_EQ) ? Py_True : Py_False);
}

PyObject* repr(PyObject* self) {
  Text text;
  text << "ArgsKwargs(";
  const Ref args = steal(get_args(self, nullptr));
  if (!args) return nullptr;
  py::append_safe_repr(text, args.get());
  if (Borrowed kwargs = kwargs_of(self)) {
    text << ", ";
    py::append_safe_repr(text, kwargs);
  }
  return py::str(text << ')').release();
}

PyGetSetDef kGetters[] = {
    {"args", get_args, nullptr, kAttributeDoc, nullptr},
    {"kwargs", get_kwargs, nullptr, kAttributeDoc, nullptr},
    {},
};

PyType_Slot kSlots[] = {
    PC_OBJECT_SLOTS(ArgsKwargs),
    py::doc_slot<kNew>(),
    {Py_tp_new, reinterpret_cast<void*>(&make_new)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {Py_tp_richcompare, reinterpret_cast<void*>(&compare)},
    {Py_tp_hash, reinterpret_cast<void*>(&PyObject_HashNotImplemented)},
    {Py_tp_getset, kGetters},
    {},
};

}  // namespace

bool init_args_kwargs(PyObject* module) {
  args_kwargs_type = py::make_type(module, "pydantic_core._pydantic_core.ArgsKwargs",
                                   sizeof(py::Object<ArgsKwargs>), 0, kSlots);
  return args_kwargs_type != nullptr;
}

bool is_args_kwargs(Borrowed object) { return Py_TYPE(object) == args_kwargs_type; }
Borrowed args_of(Borrowed args_kwargs) { return py::value_of<ArgsKwargs>(args_kwargs).args.get(); }
Borrowed kwargs_of(Borrowed args_kwargs) {
  return py::value_of<ArgsKwargs>(args_kwargs).kwargs.get();
}

}  // namespace pydantic_core
