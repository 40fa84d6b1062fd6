// errors/finished_error.h: one line of a ValidationError, and how it is shown.
#pragma once

#include "errors/line_errors.h"

namespace pydantic_core {

/// What errors() and json() show beside type, location and message.
struct ErrorView {
  bool url = true;
  bool context = true;
  bool input = true;
};

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
  FinishedError clone() const { return {details.clone(), location.clone(), input.clone()}; }

  /// Reads the dict {type, loc, ctx, input} that users give. False with an exception set.
  [[nodiscard]] static bool from_user(Borrowed dict, FinishedError& out);
  /// The dict of errors(); empty with an exception set.
  Ref as_dict(InputType input_type, ErrorView view) const;
  /// Appends the lines of str(). Python code that fails is reported in the text; no exception is
  /// left set.
  void append_lines(Text& out, InputType input_type, std::string_view url_prefix,
                    bool hide_input) const;
  /// Appends "outer.inner.0"; nothing for an error of the root.
  void append_location(Text& out) const;
};

/// Whether the environment wants URLs in str() (PYDANTIC_ERRORS_INCLUDE_URL). False with an
/// exception set.
[[nodiscard]] bool get_env_include_url(bool& out);

}  // namespace pydantic_core
