// py/arguments.cc: see arguments.h.
#include "py/arguments.h"

#include "py/str.h"

namespace pydantic_core::py {

bool Argument<bool>::read(const char* name, Borrowed value, bool& out) {
  out = value == Py_True;
  return PyBool_Check(value) || argument_error(name, value, "PyBool");
}

bool read_size(const char* name, Borrowed value, std::optional<size_t>& out) {
  const Ref index = steal(PyNumber_Index(value));
  const unsigned long long size = index ? PyLong_AsUnsignedLongLong(index.get()) : 0;
  out = static_cast<size_t>(size);
  if (index && (size != static_cast<unsigned long long>(-1) || !PyErr_Occurred())) return true;
  name_argument(name);
  return false;
}

bool Argument<TextArgument>::read(const char* name, Borrowed value, TextArgument& out) {
  return read_text(name, value, out.object);
}

bool read_str(const char* name, Borrowed value, Borrowed& out) {
  out = value;
  return PyUnicode_Check(value) || argument_error(name, value, "PyString");
}

bool read_text(const char* name, Borrowed value, Borrowed& out) {
  std::string_view utf8;
  if (!read_str(name, value, out)) return false;
  if (py::utf8(value, utf8)) return true;
  name_argument(name);
  return false;
}

bool read_dict(const char* name, Borrowed value, Borrowed& out) {
  out = value;
  return PyDict_Check(value) || argument_error(name, value, "PyDict");
}

bool read_list(const char* name, Borrowed value, Borrowed& out) {
  out = value;
  return PyList_Check(value) || argument_error(name, value, "PyList");
}

bool read_tuple(const char* name, Borrowed value, Borrowed& out) {
  out = value;
  return PyTuple_Check(value) || argument_error(name, value, "PyTuple");
}

}  // namespace pydantic_core::py
