// validate/kinds/wrappers/custom_error.h: an error of the schema's own, given instead of what
// validation found.
#pragma once

#include "validate/engine/build.h"

namespace pydantic_core {

class CustomError {
 public:
  /// Reads the custom_error_* keys; without them there is no error. False with an exception set.
  [[nodiscard]] bool init(const Schema& schema);
  explicit operator bool() const { return present_; }

  template <class Input>
  Outcome fail(Input input, State& state) const {
    return state.errors.add(details_.clone(), input.as_error_input(), state.path);
  }
  /// The error, as a value.
  void describe(Describer& out) const;
  /// A field that holds it, or None.
  void describe_optional(Describer& out) const;
  template <class F>
  void each_ref(F&& f) {
    details_.each_ref(f);
  }

 private:
  ErrorDetails details_;
  bool present_ = false;
};

}  // namespace pydantic_core
