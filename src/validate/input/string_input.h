// validate/input/string_input.h: input of validate_strings: a str, or a dict of such inputs.
#pragma once

#include "errors/line_errors.h"
#include "py/string_cache.h"

namespace pydantic_core {

struct StringInput {
  static constexpr InputType kType = InputType::string;

  Borrowed object;

  ErrorInput as_error_input() const { return {borrow(object), nullptr}; }
  Ref to_object(CacheStrings = CacheStrings::none) const { return borrow(object); }
  bool is_none() const { return false; }
  Borrowed as_python() const { return nullptr; }
  bool is_text() const { return PyUnicode_Check(object); }
};

}  // namespace pydantic_core
