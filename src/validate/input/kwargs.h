// validate/input/kwargs.h: input as keyword arguments, for classes with an __init__ of their own.
#pragma once

#include "base/edition.h"
#include "validate/input/json_input.h"
#include "validate/input/py_input.h"
#include "validate/input/string_input.h"

namespace pydantic_core {

/// `out` becomes a dict when the input is a dict or a JSON object, or in later editions a dict of
/// strings, and stays empty otherwise. False: exception set.
[[nodiscard]] inline bool as_kwargs(PyInput input, Ref& out) {
  if (PyDict_Check(input.object)) out = borrow(input.object);
  return true;
}
[[nodiscard]] inline bool as_kwargs(JsonInput input, Ref& out) {
  if (input.value.is_object()) out = input.to_object();
  return !input.value.is_object() || out;
}
[[nodiscard]] inline bool as_kwargs(StringInput input, Ref& out) {
  if (kStringsAreKeywords && !input.is_text()) out = borrow(input.object);
  return true;
}

}  // namespace pydantic_core
