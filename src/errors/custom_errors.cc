// errors/custom_errors.cc: PydanticCustomError and PydanticKnownError carry the details of one
// error, PydanticOmit and PydanticUseDefault nothing.
#include "errors/custom_errors.h"

#include "errors/error_list.h"
#include "errors/validation_error.h"
#include "py/call.h"
#include "py/exception_object.h"
#include "py/names.h"

namespace pydantic_core {

constinit PyTypeObject* custom_error_type = nullptr;
constinit PyTypeObject* known_error_type = nullptr;
constinit PyTypeObject* omit_type = nullptr;
constinit PyTypeObject* use_default_type = nullptr;

namespace {

const ErrorDetails& details_of(PyObject* self) { return py::exception_value<ErrorDetails>(self); }

/// A str argument whose text is UTF-8.
bool check_str(const char* name, Borrowed value) {
  if (!py::is_str(value)) return py::argument_error(name, value, "PyString");
  std::string_view text;
  return py::utf8(value, text);
}

/// The optional context argument: a dict, None or nothing; the latter two make `context` nullptr.
bool check_context(Borrowed& context) {
  if (context == Py_None) context = nullptr;
  return context == nullptr || PyDict_Check(context) ||
         py::argument_error("context", context, "PyDict");
}

PyObject* new_custom(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  static constexpr const char* kNames[] = {"error_type", "message_template", "context"};
  static constexpr py::Signature kSignature{"PydanticCustomError.__new__", 3, 2, kNames, 3, 3};
  Borrowed given[3];
  if (!py::parse_args(kSignature, args, kwargs, given)) return nullptr;
  if (!check_str("error_type", given[0]) || !check_str("message_template", given[1]) ||
      !check_context(given[2])) {
    return nullptr;
  }
  Ref self = steal(py::allocate_exception<ErrorDetails>(type));
  if (self) {
    py::exception_value<ErrorDetails>(self.get()) = {
        ErrorType::custom_error, {borrow(given[0]), borrow(given[1]), {}}, borrow(given[2])};
  }
  return self.release();
}

PyObject* new_known(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  static constexpr const char* kNames[] = {"error_type", "context"};
  static constexpr py::Signature kSignature{"PydanticKnownError.__new__", 2, 1, kNames, 2, 2};
  Borrowed given[2];
  if (!py::parse_args(kSignature, args, kwargs, given)) return nullptr;
  if (!check_str("error_type", given[0]) || !check_context(given[1])) return nullptr;
  ErrorDetails details;
  if (!ErrorDetails::from_context(given[0], given[1], details)) return nullptr;
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

PyMethodDef kMethods[] = {
    {"message", message, METH_NOARGS, "message($self)\n--\n\n"},
    {},
};

PyGetSetDef kGetters[] = {
    {"type", get_type, nullptr, nullptr, nullptr},
    {"message_template", get_message_template, nullptr, nullptr, nullptr},
    {"context", get_context, nullptr, nullptr, nullptr},
    {},
};

PyType_Slot kCustomSlots[] = {
    PC_EXCEPTION_SLOTS(ErrorDetails),
    {Py_tp_doc, const_cast<char*>(
                    "PydanticCustomError(error_type, message_template, context=None, /)\n--\n\n")},
    {Py_tp_new, reinterpret_cast<void*>(&new_custom)},
    {Py_tp_str, reinterpret_cast<void*>(&str)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {Py_tp_methods, kMethods},
    {Py_tp_getset, kGetters},
    {},
};

PyType_Slot kKnownSlots[] = {
    PC_EXCEPTION_SLOTS(ErrorDetails),
    {Py_tp_doc, const_cast<char*>("PydanticKnownError(error_type, context=None, /)\n--\n\n")},
    {Py_tp_new, reinterpret_cast<void*>(&new_known)},
    {Py_tp_str, reinterpret_cast<void*>(&str)},
    {Py_tp_repr, reinterpret_cast<void*>(&repr)},
    {Py_tp_methods, kMethods},
    {Py_tp_getset, kGetters},
    {},
};

/// What the two signals carry.
struct Nothing {
  template <class F>
  void each_ref(F&&) {}
};

template <const char* kName>
struct Signal {
  static PyObject* make_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
    Text function;
    function << kName << ".__new__" << '\0';
    if (!function.ok()) return PyErr_NoMemory();
    const py::Signature signature{function.view().data(), 0, 0, nullptr, 0};
    return py::parse_args(signature, args, kwargs, nullptr) ? py::allocate_exception<Nothing>(type)
                                                            : nullptr;
  }
  static PyObject* repr(PyObject*) { return PyUnicode_FromFormat("%s()", kName); }

  static PyTypeObject* init(PyObject* module, const char* name, const char* doc) {
    PyType_Slot slots[] = {
        PC_EXCEPTION_SLOTS(Nothing),
        {Py_tp_doc, const_cast<char*>(doc)},
        {Py_tp_new, reinterpret_cast<void*>(&make_new)},
        {Py_tp_str, reinterpret_cast<void*>(&repr)},
        {Py_tp_repr, reinterpret_cast<void*>(&repr)},
        {},
    };
    return py::add_exception_type<Nothing>(module, name, 0, slots, PyExc_Exception);
  }
};

constexpr char kOmit[] = "PydanticOmit";
constexpr char kUseDefault[] = "PydanticUseDefault";

/// A value_error or assertion_error about the exception, which is of the user's own making.
Outcome add_exception(LineErrors& errors, ErrorType type, Ref exception, ErrorInput input,
                      const Path* path) {
  // Its text must be to be had, although nobody asks for it yet.
  const Ref text = steal(PyObject_Str(exception.get()));
  std::string_view utf8;
  if (!text || !py::utf8(text.get(), utf8)) return Outcome::raised;
  return errors.add({type, {std::move(exception), {}, {}}, {}}, std::move(input), path);
}

}  // namespace

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
  omit_type = Signal<kOmit>::init(module, "pydantic_core._pydantic_core.PydanticOmit",
                                  "PydanticOmit()\n--\n\n");
  use_default_type = Signal<kUseDefault>::init(
      module, "pydantic_core._pydantic_core.PydanticUseDefault", "PydanticUseDefault()\n--\n\n");
  static PyMethodDef functions[] = {
      {"list_all_errors", list_all_errors, METH_NOARGS, "list_all_errors()\n--\n\n"},
      {},
  };
  return PyModule_AddFunctions(module, functions) == 0 && custom_error_type != nullptr &&
         known_error_type != nullptr && omit_type != nullptr && use_default_type != nullptr;
}

}  // namespace pydantic_core
