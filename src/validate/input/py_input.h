// validate/input/py_input.h: a Python object as validation input.
#pragma once

#include "errors/line_errors.h"
#include "py/string_cache.h"

namespace pydantic_core {

struct PyInput {
  static constexpr InputType kType = InputType::python;

  Borrowed object;

  ErrorInput as_error_input() const { return {borrow(object), nullptr}; }
  /// The input as a Python object; never empty here.
  Ref to_object(CacheStrings = CacheStrings::none) const { return borrow(object); }
  bool is_none() const { return object == Py_None; }
  /// The Python object itself, for checks that only Python objects can pass; nullptr for other
  /// inputs.
  [[gnu::returns_nonnull]] Borrowed as_python() const { return object; }
};

}  // namespace pydantic_core
