// serialize/engine/owned_state.h: a SerState that outlives its call: for iterators and for the
// handler that wrap functions get.
#pragma once

#include <type_traits>

#include "serialize/engine/state.h"

namespace pydantic_core {

struct OwnedSerState {
  SerSettings settings;
  SerConfig config;
  SerCheck check = SerCheck::none;
  SerWarnings warnings;
  RecursionGuard recursion;
  Ref mode_name, fallback, context, include, exclude, model, field_name;
  Ref owner;  ///< keeps the nodes alive; survives the collector's clear, as the object may still be
              ///< used

  /// Becomes what `state` is now. False with MemoryError set.
  [[nodiscard]] bool take(const SerState& state);
  /// Makes a new state like it, which borrows. False with MemoryError set.
  [[nodiscard]] bool give(SerState& state) const;

  template <class F>
  void each_ref(F&& f) {
    f(mode_name), f(fallback), f(context), f(include), f(exclude), f(model), f(field_name);
    warnings.each_ref(f);
    if constexpr (!std::is_same_v<std::remove_cvref_t<F>, py::Clear>) f(owner);
  }
};

}  // namespace pydantic_core
