// module/call_options.cc: see call_options.h.
#include "module/call_options.h"

#include "py/call.h"

namespace pydantic_core {
namespace {

/// Whether `value` is a str that has UTF-8. An exception is set only for want of memory.
bool is_text(Borrowed value) { return PyUnicode_Check(value) && py::has_utf8(value); }

/// TypeError about an argument, or about a setting when `name` is nullptr, unless
/// memory ran out. Always false.
bool wrong_value(const char* name, const char* error) {
  if (PyErr_Occurred()) return false;
  if (name == nullptr) {
    PyErr_SetString(PyExc_TypeError, error);
  } else {
    PyErr_Format(PyExc_TypeError, "argument '%s': %s", name, error);
  }
  return false;
}

}  // namespace

bool read_option(Borrowed value, const char* name, std::optional<bool>& out) {
  if (value == nullptr || value == Py_None) return true;
  if (!PyBool_Check(value)) return py::argument_error(name, value, "PyBool");
  out = value == Py_True;
  return true;
}

bool read_option(Borrowed value, const char* name, std::optional<Extra>& out) {
  if (value == nullptr || value == Py_None) return true;
  if (!PyUnicode_Check(value)) return py::argument_error(name, value, "PyString");
  if (std::string_view utf8; !py::utf8(value, utf8)) return false;
  Extra extra;
  if (!parse_extra(value, extra)) {
    // In a call it is an argument that is wrong, not a schema.
    Ref error = py::take_exception();
    Ref text = steal(PyObject_Str(error.get()));
    if (text) PyErr_Format(PyExc_ValueError, "SchemaError: %U", text.get());
    return false;
  }
  out = extra;
  return true;
}

bool read_option(Borrowed value, const char* name, PartialMode& out) {
  if (value == nullptr) return true;
  if (PyBool_Check(value)) {
    out = value == Py_True ? PartialMode::on : PartialMode::off;
    return true;
  }
  constexpr const char* kError =
      "Invalid partial mode, should be `'off'`, `'on'`, `'trailing-strings'` or a `bool`";
  if (!is_text(value)) return wrong_value(name, kError);
  if (py::equals(value, "off")) {
    out = PartialMode::off;
  } else if (py::equals(value, "on")) {
    out = PartialMode::on;
  } else if (py::equals(value, "trailing-strings")) {
    out = PartialMode::trailing_strings;
  } else {
    return PyErr_SetString(PyExc_ValueError, kError), false;
  }
  return true;
}

bool read_option(Borrowed value, const char* name, CacheStrings& out) {
  if (value == nullptr) return true;
  if (PyBool_Check(value)) {
    out = value == Py_True ? CacheStrings::all : CacheStrings::none;
    return true;
  }
  constexpr const char* kError =
      "Invalid string cache mode, should be `'all'`, '`keys`', `'none`' or a `bool`";
  if (!is_text(value)) return wrong_value(name, kError);
  if (py::equals(value, "all")) {
    out = CacheStrings::all;
  } else if (py::equals(value, "keys")) {
    out = CacheStrings::keys;
  } else if (py::equals(value, "none")) {
    out = CacheStrings::none;
  } else {
    return PyErr_SetString(PyExc_ValueError, kError), false;
  }
  return true;
}

}  // namespace pydantic_core
