// validate/input/json_input.h: a JSON value as validation input.
#pragma once

#include "errors/line_errors.h"
#include "py/json_value.h"

namespace pydantic_core {

struct JsonInput {
  static constexpr InputType kType = InputType::json;

  json::Value value;
  /// Keys can only be strings, so they convert to other scalars in strict mode too.
  bool is_key = false;

  ErrorInput as_error_input() const { return {{}, value.raw()}; }
  /// A new Python object; empty with an exception set on failure.
  Ref to_object(CacheStrings cache = CacheStrings::none) const {
    return py::from_json(value, cache);
  }
  bool is_none() const { return value.is_null(); }
  Borrowed as_python() const { return nullptr; }
};

}  // namespace pydantic_core
