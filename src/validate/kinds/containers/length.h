// validate/kinds/containers/length.h: the bounds on the length of containers.
#pragma once

#include "validate/engine/node.h"

namespace pydantic_core {

/// min_length and max_length of a schema.
struct Limits {
  std::optional<size_t> min;
  std::optional<size_t> max;

  [[nodiscard]] bool init(const Schema& schema) {
    return schema.dict.get(names.min_length, min) && schema.dict.get(names.max_length, max);
  }
  void describe(Describer& out) const {
    out.field("min_length", min);
    out.field("max_length", max);
  }
  bool allow(size_t length) const { return !(min && length < *min) && !is_above(length); }
  bool is_above(size_t length) const { return max && length > *max; }
  /// The largest length, for loops that compare it for each item.
  size_t most() const { return max.value_or(SIZE_MAX); }

  template <class Input>
  Outcome fail_short(Input input, State& state, const char* what, size_t length) const {
    return state.fail(ErrorType::too_short, input, what, *min, length);
  }
  /// `length` is what the message shows; nothing stands for "more".
  template <class Input>
  Outcome fail_long(Input input, State& state, const char* what,
                    std::optional<size_t> length) const {
    return state.fail(ErrorType::too_long, input, what, *max, length);
  }
  /// Checks a container that is complete. `what` is the word that messages begin with.
  template <class Input>
  Outcome check(Input input, State& state, const char* what, size_t length) const {
    if (min && length < *min) return fail_short(input, state, what, length);
    if (is_above(length)) return fail_long(input, state, what, length);
    return Outcome::ok;
  }
};

}  // namespace pydantic_core
