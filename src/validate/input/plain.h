// validate/input/plain.h: inputs that are an int or a text as they are, without a Python object for
// it and without anything that could fail. They match exactly, or as closely as JSON text can.
#pragma once

#include "py/number.h"
#include "validate/input/json_input.h"
#include "validate/input/py_input.h"
#include "validate/input/string_input.h"

namespace pydantic_core {

/// Whether the input is an exact int of 64 bits, and which.
inline bool as_int64(PyInput input, int64_t& out) { return py::exact_int64(input.object, out); }
inline bool as_int64(JsonInput input, int64_t& out) {
  if (input.value.kind() != json::Kind::int64) return false;
  out = input.value.as_int64();
  return true;
}
inline bool as_int64(StringInput, int64_t&) { return false; }

/// Whether the input is an exact str whose UTF-8 is at hand, or a string of JSON, and which text.
inline bool as_text(PyInput input, std::string_view& out) {
  if (!PyUnicode_CheckExact(input.object) || !PyUnicode_IS_COMPACT_ASCII(input.object))
    return false;
  out = py::ascii_view(input.object);
  return true;
}
inline bool as_text(JsonInput input, std::string_view& out) {
  if (!input.value.is_string()) return false;
  out = input.value.as_string();
  return true;
}
inline bool as_text(StringInput, std::string_view&) { return false; }

}  // namespace pydantic_core
