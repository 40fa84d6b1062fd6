// errors/finished_error.h: a line of a ValidationError as a user gives it.
#pragma once

#include "errors/line_errors.h"

namespace pydantic_core {

struct FinishedError {
  ErrorDetails details;
  Ref location;  ///< tuple of str and int, outermost first
  Ref input;

  template <class F>
  void each_ref(F&& f) {
    details.each_ref(f);
    f(location);
    f(input);
  }

  /// Reads the dict {type, loc, ctx, input} that users give. False with an exception set.
  [[nodiscard]] static bool from_user(Borrowed dict, FinishedError& out);
};

}  // namespace pydantic_core
