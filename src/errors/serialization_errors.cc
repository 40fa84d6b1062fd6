// errors/serialization_errors.cc: see serialization_errors.h.
#include "errors/serialization_errors.h"

#include "base/edition.h"
#include "base/utf8.h"
#include "py/layout/exception_object.h"
#include "py/names.h"
#include "py/parameters.h"

namespace pydantic_core {

constinit PyTypeObject* serialization_error_type = nullptr;
constinit PyTypeObject* unexpected_value_type = nullptr;

namespace {

struct SerializationError {
  Ref message;  ///< str

  template <class F>
  void each_ref(F&& f) {
    f(message);
  }
};

constexpr size_t kShownBytes = 50;

/// Appends at most about kShownBytes of `text`, cutting the middle out at character boundaries.
void append_shortened(Text& out, std::string_view text) {
  if (text.size() <= kShownBytes) {
    out << text;
    return;
  }
  const auto starts_character = [&](size_t i) {
    return (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
  };
  constexpr size_t kHalf = (kShownBytes + 1) / 2;
  size_t head = kHalf;
  while (head > 0 && !starts_character(head)) --head;
  size_t tail = text.size() - (kHalf - 1);
  while (tail < text.size() && !starts_character(tail)) ++tail;
  out << text.substr(0, head) << "..." << text.substr(tail);
}

/// The name of the value's class, as `type(value).__name__` has it.
void append_type_name(Text& out, Borrowed value) {
  Ref name = steal(PyObject_GetAttr(as_object(Py_TYPE(value)), names.dunder_name));
  if (name && py::is_str(name.get())) {
    py::append_lossy(out, name.get());
  } else {
    py::forgive_in(out);
    out << "<unknown python object>";
  }
}

void set_exception(PyObject* object) {
  if (object == nullptr) return;
  PyErr_SetObject(as_object(Py_TYPE(object)), object);
  Py_DECREF(object);
}

// --- PydanticSerializationError ---

PyObject* make_error(PyTypeObject* type, Ref message) {
  if (!message) return nullptr;
  PyObject* object =
      py::allocate_exception<SerializationError>(type, steal(PyTuple_Pack(1, message.get())));
  if (object != nullptr)
    py::exception_value<SerializationError>(object).message = std::move(message);
  return object;
}

constexpr auto kNew = py::function_of_one<&py::read_text>("PydanticSerializationError.__new__",
                                                          "message", py::kSlash);

PyObject* error_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  py::OneArgument given;
  if (!py::read_arguments<kNew>(given, args, kwargs)) return nullptr;
  return make_error(type, borrow(given.value));
}

/// The message; "" in an instance that the collector has cleared.
Ref message_of(PyObject* self) {
  const Ref& message = py::exception_value<SerializationError>(self).message;
  return message ? message.clone() : borrow(names.empty);
}

PyObject* error_str(PyObject* self) { return message_of(self).release(); }

PyObject* error_repr(PyObject* self) {
  const Ref message = message_of(self);
  return PyUnicode_FromFormat("PydanticSerializationError(%U)", message.get());
}

// --- PydanticSerializationUnexpectedValue ---

/// The arguments that an error with this value is made from, as a tuple. Empty with an exception
/// set on failure.
Ref unexpected_parts(const UnexpectedValue& value) {
  const auto or_none = [](const Ref& ref) { return ref ? ref.get() : Py_None; };
  Ref message = value.message.clone();
  if (value.causes) {
    Text text;
    value.append(text);
    message = py::str(text);
    if (!message) return {};
  }
  return steal(PyTuple_Pack(4, or_none(message), or_none(value.field_name),
                            or_none(value.field_type), or_none(value.input_value)));
}

PyObject* make_unexpected(PyTypeObject* type, UnexpectedValue value) {
  const Ref args = kRaisedErrorsHaveArgs ? unexpected_parts(value) : steal(PyTuple_New(0));
  PyObject* object = py::allocate_exception<UnexpectedValue>(type, args);
  if (object != nullptr) py::exception_value<UnexpectedValue>(object) = std::move(value);
  return object;
}

struct UnexpectedArguments {
  Borrowed message = nullptr;
  Borrowed field_name = nullptr;
  Borrowed field_type = nullptr;
  Borrowed input_value = nullptr;
};
using Unexpected = py::Parameters<UnexpectedArguments>;
constexpr auto kNewUnexpected = Unexpected::function(
    "PydanticSerializationUnexpectedValue.__new__",
    Unexpected::optional<&UnexpectedArguments::message, &py::read_text>("message"),
    Unexpected::optional<&UnexpectedArguments::field_name,
                         kFieldNamesMayBeAnyText ? &py::read_str : &py::read_text>("field_name"),
    Unexpected::optional<&UnexpectedArguments::field_type, &py::read_text>("field_type"),
    Unexpected::optional<&UnexpectedArguments::input_value>("input_value"), py::kSlash);

PyObject* unexpected_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  UnexpectedArguments given;
  if (!py::read_arguments<kNewUnexpected>(given, args, kwargs)) return nullptr;
  UnexpectedValue value;
  value.message = borrow(given.message);
  value.field_name = borrow(given.field_name);
  value.field_type = borrow(given.field_type);
  value.input_value = borrow(given.input_value);
  PyObject* object = py::allocate_exception<UnexpectedValue>(type, borrow(args));
  if (object != nullptr) py::exception_value<UnexpectedValue>(object) = std::move(value);
  return object;
}

PyObject* unexpected_str(PyObject* self) {
  Text text;
  py::exception_value<UnexpectedValue>(self).append(text);
  return py::str(text).release();
}

PyObject* unexpected_repr(PyObject* self) {
  Text text;
  text << "PydanticSerializationUnexpectedValue(";
  py::exception_value<UnexpectedValue>(self).append(text);
  return py::str(text << ')').release();
}

PyObject* unexpected_reduce(PyObject* self, PyObject*) {
  const Ref parts = unexpected_parts(py::exception_value<UnexpectedValue>(self));
  return parts ? py::reduce_exception(self, parts.get()).release() : nullptr;
}

PyMethodDef kUnexpectedMethods[] = {
    // An empty row ends the table.
    kErrorsPickleParts ? py::method_without_arguments<"__reduce__">(&unexpected_reduce)
                       : PyMethodDef{},
    {},
};

}  // namespace

void UnexpectedValue::append(Text& out) const {
  const size_t begin = out.size();
  if (message) py::append_lossy(out, message.get());
  for (Py_ssize_t i = 0; causes && i < PyTuple_GET_SIZE(causes.get()); ++i) {
    if (i > 0) out << '\n';
    py::append_exception(out, PyTuple_GET_ITEM(causes.get(), i));
  }
  if (field_type) {
    if (out.size() > begin) out << ": ";
    out << "Expected `";
    py::append_lossy(out, field_type.get());
    out << '`';
    if (input_value) out << " - serialized value may not be as expected";
  }
  if (input_value) {
    out << " [";
    if (field_name) {
      out << "field_name='";
      py::append_lossy(out, field_name.get());
      out << "', ";
    }
    Text shown;
    py::append_safe_repr(shown, input_value.get());
    out << "input_value=";
    append_shortened(out, shown.view());
    if (!shown.ok()) out.fail();
    out << ", input_type=";
    append_type_name(out, input_value.get());
    out << ']';
  }
  if (out.size() == begin) out << "Unexpected Value";
}

UnexpectedValue unexpected_message(const Text& message) {
  UnexpectedValue value;
  value.message = py::str(message);
  return value;
}

UnexpectedValue unexpected_causes(std::span<const Ref> exceptions) {
  UnexpectedValue value;
  value.causes = steal(PyTuple_New(static_cast<Py_ssize_t>(exceptions.size())));
  for (size_t i = 0; value.causes && i < exceptions.size(); ++i)
    PyTuple_SET_ITEM(value.causes.get(), static_cast<Py_ssize_t>(i),
                     exceptions[i].clone().release());
  return value;
}

Raised raise_unexpected(UnexpectedValue value) {
  if (!PyErr_Occurred())  // while its parts were made
    set_exception(make_unexpected(unexpected_value_type, std::move(value)));
  return {};
}

Raised raise_serialization_error(const Text& message) {
  set_exception(make_error(serialization_error_type, py::str(message)));
  return {};
}

const UnexpectedValue* as_unexpected_value(Borrowed exception) {
  return PyObject_TypeCheck(exception, unexpected_value_type)
             ? &py::exception_value<UnexpectedValue>(exception)
             : nullptr;
}

Borrowed serialization_error_message(Borrowed exception) {
  if (!PyObject_TypeCheck(exception, serialization_error_type)) return nullptr;
  return py::exception_value<SerializationError>(exception).message.get();
}

bool init_serialization_errors(PyObject* module) {
  static PyType_Slot error_slots[] = {
      PC_EXCEPTION_SLOTS(SerializationError),
      py::doc_slot<kNew>(),
      {Py_tp_new, reinterpret_cast<void*>(&error_new)},
      {Py_tp_str, reinterpret_cast<void*>(&error_str)},
      {Py_tp_repr, reinterpret_cast<void*>(&error_repr)},
      {0, nullptr},
  };
  static PyType_Slot unexpected_slots[] = {
      PC_EXCEPTION_SLOTS(UnexpectedValue),
      py::doc_slot<kNewUnexpected>(),
      {Py_tp_new, reinterpret_cast<void*>(&unexpected_new)},
      {Py_tp_str, reinterpret_cast<void*>(&unexpected_str)},
      {Py_tp_repr, reinterpret_cast<void*>(&unexpected_repr)},
      {Py_tp_methods, kUnexpectedMethods},
      {0, nullptr},
  };
  serialization_error_type = py::add_exception_type<SerializationError>(
      module, "pydantic_core._pydantic_core.PydanticSerializationError", 0, error_slots,
      PyExc_ValueError);
  if (serialization_error_type == nullptr) return false;
  unexpected_value_type = py::add_exception_type<UnexpectedValue>(
      module, "pydantic_core._pydantic_core.PydanticSerializationUnexpectedValue", 0,
      unexpected_slots, PyExc_ValueError);
  return unexpected_value_type != nullptr;
}

}  // namespace pydantic_core
