// serialize/output/keys.cc: see keys.h.
#include "serialize/output/keys.h"

#include "py/error.h"

namespace pydantic_core {

Ref plain_str(Borrowed text) {
  std::string_view utf8;
  if (!py::utf8(text, utf8)) return {};
  return PyUnicode_CheckExact(text) ? borrow(text) : py::str(utf8);
}

Ref str_key(Borrowed value) {
  Ref text = steal(PyObject_Str(value));
  return text ? py::lossy_str(text.get()) : Ref();
}

Ref display_str(Borrowed value) {
  Ref text = str_key(value);
  if (text) return text;
  Text unprintable;
  py::append_unprintable(unprintable, value);
  return py::str(unprintable);
}

Ref refuse_key(const char* kind) {
  return py::raise(PyExc_TypeError, Text() << '`' << kind << "` not valid as object key");
}

}  // namespace pydantic_core
