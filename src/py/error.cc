// py/error.cc: see error.h.
#include "py/error.h"

#include "py/names.h"

namespace pydantic_core::py {

Raised raise(Borrowed type, const Text& message) {
  return message.ok() ? raise(type, message.view()) : no_memory();
}

Raised raise(Borrowed type, std::string_view message) {
  if (Ref text = str_lossy(message)) PyErr_SetObject(type, text.get());
  return {};
}

Raised raise_dict_changed() {
  return raise(PyExc_RuntimeError, "dictionary changed size during iteration");
}

namespace {

/// The exception's text; empty, without an exception set, when its __str__ raises.
Ref message_of(Borrowed exception, Text& out) {
  Ref message = steal(PyObject_Str(exception));
  if (!message) forgive_in(out);
  return message;
}

bool append_type_name(Text& out, Borrowed exception) {
  Ref name = steal(PyObject_GetAttr(as_object(Py_TYPE(exception)), names.dunder_qualname));
  if (name && is_str(name.get())) {
    append_lossy(out, name.get());
    return true;
  }
  forgive_in(out);
  out << "Unknown Error";
  return false;
}

}  // namespace

void append_exception(Text& out, Borrowed exception) {
  if (!append_type_name(out, exception)) return;
  out << ": ";
  if (Ref message = message_of(exception, out)) {
    append_lossy(out, message.get());
  } else {
    out << "<exception str() failed>";
  }
}

void append_pending_exception(Text& out) {
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return forgive_in(out);
  Ref exception = take_exception();
  if (!append_type_name(out, exception.get())) return;
  Ref message = message_of(exception.get(), out);
  if (!message) {
    out << ": <exception str() failed>";
  } else if (PyUnicode_GET_LENGTH(message.get()) != 0) {
    out << ": ";
    append_lossy(out, message.get());
  }
}

}  // namespace pydantic_core::py
