// errors/error_cause.cc: see error_cause.h.
#include "errors/error_cause.h"

#include "py/call.h"
#include "py/names.h"

namespace pydantic_core {
namespace {

/// The exception that a value_error or assertion_error is about, or nullptr.
Borrowed user_exception(const ErrorLine& line) {
  if (line.details().type != ErrorType::value_error &&
      line.details().type != ErrorType::assertion_error)
    return nullptr;
  Borrowed exception = line.details().fields[0].get();
  return exception == Py_None ? nullptr : exception;
}

void append_note(Text& out, const ErrorLine& line) {
  Text location;
  line.append_location(location);
  constexpr std::string_view kSpace = " \t\n\v\f\r";
  std::string_view text = location.view();
  const size_t first = text.find_first_not_of(kSpace);
  text = first == text.npos ? std::string_view()
                            : text.substr(first, text.find_last_not_of(kSpace) + 1 - first);
  const bool at_root = line.loc_count() == 0;
  out << "Pydantic: cause of loc: " << (at_root ? "root" : text);
}

/// The exception with its note; empty when it takes none, with an exception set only for want of
/// memory.
Ref with_note(Borrowed exception, const ErrorLine& line) {
  Text note;
  note << '\n';
  append_note(note, line);
  const Ref text = py::str(note);
  if (text && py::call_method(exception, names.add_note, text.get())) return borrow(exception);
  (void)forgive();
  return {};
}

/// Before Python 3.11, which has no notes: a UserWarning that says where, caused by the exception.
Ref with_warning(Borrowed exception, const ErrorLine& line) {
  Text note;
  append_note(note, line);
  const Ref text = py::str(note);
  Ref warning = text ? py::call(PyExc_UserWarning, text.get()) : Ref();
  if (warning && PyExceptionInstance_Check(exception)) {
    PyException_SetCause(warning.get(), Py_NewRef(exception));
  }
  return forgive() ? std::move(warning) : Ref();
}

/// The class of exception groups; empty with an exception set when there is none.
Ref group_class() {
  const Ref module =
      steal(PyImport_ImportModule(py::kExceptionGroups ? "builtins" : "exceptiongroup"));
  if (module) {
    return steal(PyObject_GetAttrString(
        module.get(), py::kExceptionGroups ? "BaseExceptionGroup" : "ExceptionGroup"));
  }
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return {};
  return py::raise(PyExc_ImportError,
                   "validation_error_cause flag requires the exceptiongroup module backport to be "
                   "installed when used on "
                   "Python <3.11.");
}

}  // namespace

bool set_user_cause(Borrowed exception, const KeptErrors& errors) {
  Ref causes = steal(PyList_New(0));
  if (!causes) return false;
  const bool ok = errors.each([&](const ErrorLine& line) {
    Borrowed user = user_exception(line);
    if (user == nullptr) return true;
    const Ref cause = py::kExceptionGroups ? with_note(user, line) : with_warning(user, line);
    return cause ? PyList_Append(causes.get(), cause.get()) == 0 : PyErr_Occurred() == nullptr;
  });
  if (!ok) return false;
  if (PyList_GET_SIZE(causes.get()) == 0) return true;
  const Ref group = group_class();
  const Ref title = group ? py::str("Pydantic User Code Exceptions") : Ref();
  if (!title) return false;
  Ref cause = py::call(group.get(), title.get(), causes.get());
  if (!cause && PyErr_ExceptionMatches(PyExc_MemoryError)) return false;
  if (!cause) cause = py::take_exception();  // the user gave something that is no exception
  PyException_SetCause(exception, cause.release());
  return true;
}

}  // namespace pydantic_core
