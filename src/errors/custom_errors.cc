// errors/custom_errors.cc: PydanticCustomError and PydanticKnownError carry the details of one
// error, PydanticOmit and PydanticUseDefault nothing.
#include "errors/custom_errors.h"

#include "base/edition.h"
#include "errors/error_list.h"
#include "errors/validation_error.h"
#include "py/layout/exception_object.h"
#include "py/names.h"
#include "py/parameters.h"

namespace pydantic_core {

constinit PyTypeObject* custom_error_type = nullptr;
constinit PyTypeObject* known_error_type = nullptr;
constinit PyTypeObject* omit_type = nullptr;
constinit PyTypeObject* use_default_type = nullptr;

namespace {

const ErrorDetails& details_of(PyObject* self) { return py::exception_value<ErrorDetails>(self); }

struct NewArguments {
  Borrowed error_type = nullptr;
  Borrowed message_template = nullptr;
  Borrowed context = nullptr;
};
using New = py::Parameters<NewArguments>;
constexpr auto kErrorType = New::required<&NewArguments::error_type, &py::read_text>("error_type");
constexpr auto kContext = New::optional<&NewArguments::context, &py::read_dict>("context");
constexpr auto kNewCustom = New::function(
    "PydanticCustomError.__new__", kErrorType,
    New::required<&NewArguments::message_template, &py::read_text>("message_template"), kContext,
    py::kSlash);
constexpr auto kNewKnown =
    New::function("PydanticKnownError.__new__", kErrorType, kContext, py::kSlash);

PyObject* new_custom(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  NewArguments given;
  if (!py::read_arguments<kNewCustom>(given, args, kwargs)) return nullptr;
  Ref self = steal(py::allocate_exception<ErrorDetails>(type));
  if (self) {
    py::exception_value<ErrorDetails>(self.get()) = {
        ErrorType::custom_error,
        {borrow(given.error_type), borrow(given.message_template), {}},
        borrow(given.context)};
  }
  return self.release();
}

PyObject* new_known(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  NewArguments given;
  ErrorDetails details;
  if (!py::read_arguments<kNewKnown>(given, args, kwargs) ||
      !ErrorDetails::from_context(given.error_type, given.context, details)) {
    return nullptr;
  }
  Ref self = steal(py::allocate_exception<ErrorDetails>(type));
  if (self) py::exception_value<ErrorDetails>(self.get()) = std::move(details);
  return self.release();
}

PyObject* get_type(PyObject* self, void*) {
  Text type;
  details_of(self).append_type(type);
  return py::str(type).release();
}

PyObject* get_message_template(PyObject* self, void*) {
  const ErrorDetails& details = details_of(self);
  if (details.type != ErrorType::custom_error)
    return py::str(info_of(details.type).python_message).release();
  return Py_NewRef(details.fields[1] ? details.fields[1].get() : names.empty);
}

/// A custom error's own dict, or the fields of a known one as a new dict.
bool context_of(PyObject* self, Ref& out) {
  const ErrorDetails& details = details_of(self);
  if (details.type != ErrorType::custom_error) return details.context_dict(out);
  out = details.context.clone();
  return true;
}

PyObject* get_context(PyObject* self, void*) {
  Ref context;
  if (!context_of(self, context)) return nullptr;
  return context ? context.release() : Py_NewRef(Py_None);
}

PyObject* message(PyObject* self, PyObject*) {
  Text text;
  return details_of(self).render(InputType::python, text) ? py::str(text).release() : nullptr;
}

PyObject* str(PyObject* self) { return message(self, nullptr); }

PyObject* repr(PyObject* self) {
  Text text;
  Ref context;
  if (!details_of(self).render(InputType::python, text) || !context_of(self, context))
    return nullptr;
  text << " [type=";
  details_of(self).append_type(text);
  text << ", context=";
  py::append_display(text, context ? context.get() : Py_None);
  return py::str(text << ']').release();
}

/// The arguments that an error like this one is made from, as a tuple.
Ref custom_error_parts(const ErrorDetails& details) {
  const auto or_empty = [](const Ref& text) { return text ? text.get() : names.empty; };
  PyObject* const type = or_empty(details.fields[0]);
  PyObject* const message = or_empty(details.fields[1]);
  return steal(details.context ? PyTuple_Pack(3, type, message, details.context.get())
                               : PyTuple_Pack(2, type, message));
}

PyObject* reduce_custom(PyObject* self, PyObject*) {
  const Ref parts = custom_error_parts(details_of(self));
  return parts ? py::reduce_exception(self, parts.get()).release() : nullptr;
}

PyMethodDef kMethods[] = {
    py::method_without_arguments<"message">(&message),
    {},
};

PyMethodDef kCustomMethods[] = {
    py::method_without_arguments<"message">(&message),
    // Last: an empty row ends the table.
    kErrorsPickleParts ? py::method_without_arguments<"__reduce__">(&reduce_custom) : PyMethodDef{},
    {},
};

PyGetSetDef kGetters[] = {
    {"type", get_type, nullptr, kAttributeDoc, nullptr},
    {"message_template", get_message_template, nullptr, kAttributeDoc, nullptr},
    {"context", get_context, nullptr, kAttributeDoc, nullptr},
    {},
};

PyType_Slot kCustomSlots[] = {
    PC_EXCEPTION_SLOTS(ErrorDetails),
    py::doc_slot<kNewCustom>(),
    {Py_tp_new, reinterpret_cast<void*>(&new_custom)},
    {Py_tp_str, reinterpret_cast<void*>(&str)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {Py_tp_methods, kCustomMethods},
    {Py_tp_getset, kGetters},
    {},
};

PyType_Slot kKnownSlots[] = {
    PC_EXCEPTION_SLOTS(ErrorDetails),
    py::doc_slot<kNewKnown>(),
    {Py_tp_new, reinterpret_cast<void*>(&new_known)},
    {Py_tp_str, reinterpret_cast<void*>(&str)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {Py_tp_methods, kMethods},
    {Py_tp_getset, kGetters},
    {},
};

/// The two signals carry no data, and take no arguments.
struct Nothing {
  template <class F>
  void each_ref(F&&) {}
};

constexpr auto kNewOmit = py::Parameters<Nothing>::function("PydanticOmit.__new__");
constexpr auto kNewUseDefault = py::Parameters<Nothing>::function("PydanticUseDefault.__new__");

template <const auto& kNew>
struct Signal {
  static PyObject* make_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
    Nothing given;
    return py::read_arguments<kNew>(given, args, kwargs) ? py::allocate_exception<Nothing>(type)
                                                         : nullptr;
  }
  static PyObject* repr(PyObject*) {
    constexpr std::string_view kName = kNew.name;
    return py::str(Text() << kName.substr(0, kName.find('.')) << "()").release();
  }

  static PyTypeObject* init(PyObject* module, const char* name) {
    PyType_Slot slots[] = {
        PC_EXCEPTION_SLOTS(Nothing),
        py::doc_slot<kNew>(),
        {Py_tp_new, reinterpret_cast<void*>(&make_new)},
        {Py_tp_str, reinterpret_cast<void*>(&repr)},
        {Py_tp_repr, reinterpret_cast<void*>(&repr)},
        {},
    };
    return py::add_exception_type<Nothing>(module, name, 0, slots, PyExc_Exception);
  }
};

/// The value_error or assertion_error for an exception that the user's code raised.
Outcome add_exception(LineErrors& errors, ErrorType type, Ref exception, ErrorInput input,
                      const Path* path) {
  // str() of the exception must succeed, although its text is not needed yet.
  const Ref text = steal(PyObject_Str(exception.get()));
  std::string_view utf8;
  if (!text || !py::utf8(text.get(), utf8)) return Outcome::raised;
  return errors.add({type, {std::move(exception), {}, {}}, {}}, std::move(input), path);
}

}  // namespace

Ref make_custom_error(const ErrorDetails& details) {
  Ref self = steal(py::allocate_exception<ErrorDetails>(custom_error_type));
  if (self) py::exception_value<ErrorDetails>(self.get()) = details.clone();
  return self;
}

const ErrorDetails* custom_error_details(Borrowed object) {
  return PyObject_TypeCheck(object, custom_error_type) ? &details_of(object) : nullptr;
}

Outcome convert_exception(LineErrors& errors, ErrorInput input, const Path* path) {
  if (PyErr_ExceptionMatches(PyExc_ValueError)) {
    Ref exception = py::take_exception();
    if (PyObject_TypeCheck(exception.get(), custom_error_type) ||
        PyObject_TypeCheck(exception.get(), known_error_type)) {
      return errors.add(details_of(exception.get()).clone(), std::move(input), path);
    }
    if (is_validation_error(exception.get()))
      return add_validation_error(errors, exception.get(), path);
    return add_exception(errors, ErrorType::value_error, std::move(exception), std::move(input),
                         path);
  }
  if (PyErr_ExceptionMatches(PyExc_AssertionError)) {
    return add_exception(errors, ErrorType::assertion_error, py::take_exception(), std::move(input),
                         path);
  }
  Outcome outcome = Outcome::raised;
  if (PyErr_ExceptionMatches(as_object(omit_type))) outcome = Outcome::omit;
  if (PyErr_ExceptionMatches(as_object(use_default_type))) outcome = Outcome::use_default;
  if (outcome != Outcome::raised) PyErr_Clear();
  return outcome;
}

bool init_custom_errors(PyObject* module) {
  custom_error_type = py::add_exception_type<ErrorDetails>(
      module, "pydantic_core._pydantic_core.PydanticCustomError", Py_TPFLAGS_BASETYPE, kCustomSlots,
      PyExc_ValueError);
  known_error_type = py::add_exception_type<ErrorDetails>(
      module, "pydantic_core._pydantic_core.PydanticKnownError", 0, kKnownSlots, PyExc_ValueError);
  omit_type = Signal<kNewOmit>::init(module, "pydantic_core._pydantic_core.PydanticOmit");
  use_default_type =
      Signal<kNewUseDefault>::init(module, "pydantic_core._pydantic_core.PydanticUseDefault");
  static PyMethodDef functions[] = {
      py::function_without_arguments<"list_all_errors">(&list_all_errors),
      {},
  };
  return PyModule_AddFunctions(module, functions) == 0 && custom_error_type != nullptr &&
         known_error_type != nullptr && omit_type != nullptr && use_default_type != nullptr;
}

}  // namespace pydantic_core
