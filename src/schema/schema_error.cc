// schema/schema_error.cc: see schema_error.h.
#include "schema/schema_error.h"

#include "py/layout/exception_object.h"
#include "py/names.h"
#include "py/parameters.h"
#include "schema/describe.h"

namespace pydantic_core {

constinit PyTypeObject* schema_error_type = nullptr;

namespace {

/// What a SchemaError carries.
struct Message {
  Ref text;  ///< str

  template <class F>
  void each_ref(F&& f) {
    f(text);
  }
};

constexpr auto kNew = py::function_of_one<&py::read_text>("SchemaError.__new__", "message");

PyObject* make_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  py::OneArgument given;
  if (!py::read_arguments<kNew>(given, args, kwargs)) return nullptr;
  Ref self = steal(py::allocate_exception<Message>(type));
  if (self) py::exception_value<Message>(self.get()).text = borrow(given.value);
  return self.release();
}

/// The message; "" in an instance that the collector has cleared.
Ref text_of(PyObject* self) {
  const Ref& text = py::exception_value<Message>(self).text;
  return text ? text.clone() : borrow(names.empty);
}

PyObject* str(PyObject* self) { return text_of(self).release(); }

PyObject* repr(PyObject* self) {
  std::string_view message;
  const Ref text = text_of(self);
  if (!py::utf8(text.get(), message)) return nullptr;
  Text out;
  out << "SchemaError(";
  Describer(out).quoted(message);
  return py::str(out << ')').release();
}

PyObject* error_count(PyObject*, PyObject*) { return PyLong_FromLong(0); }
PyObject* errors(PyObject*, PyObject*) { return PyList_New(0); }

PyMethodDef kMethods[] = {
    py::method_without_arguments<"error_count">(&error_count),
    py::method_without_arguments<"errors">(&errors),
    {},
};

PyType_Slot kSlots[] = {
    PC_EXCEPTION_SLOTS(Message),
    py::doc_slot<kNew>(),
    {Py_tp_new, reinterpret_cast<void*>(&make_new)},
    {Py_tp_str, reinterpret_cast<void*>(&str)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {Py_tp_methods, kMethods},
    {},
};

}  // namespace

bool init_schema_error(PyObject* module) {
  schema_error_type = py::add_exception_type<Message>(
      module, "pydantic_core._pydantic_core.SchemaError", 0, kSlots, PyExc_Exception);
  return schema_error_type != nullptr;
}

Raised schema_error(const Text& message) {
  return py::raise(as_object(schema_error_type), message);
}

Raised schema_error(std::string_view message) {
  return py::raise(as_object(schema_error_type), message);
}

Raised wrap_schema_error(const Text& prefix) {
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return {};
  const Ref exception = py::take_exception();
  Text text;
  text << prefix;
  py::append_exception(text, exception.get());
  return schema_error(text);
}

}  // namespace pydantic_core
