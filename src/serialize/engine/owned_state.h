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
  SerObjects<Ref> objects;

  /// Becomes what `state` is now. False with MemoryError set.
  [[nodiscard]] bool take(const SerState& state);
  /// Makes a new state like it, which borrows. False with MemoryError set.
  [[nodiscard]] bool give(SerState& state) const;

  template <class F>
  void each_ref(F&& f) {
    f(objects.mode_name), f(objects.fallback), f(objects.context), f(objects.include);
    f(objects.exclude), f(objects.model), f(objects.field_name);
    warnings.each_ref(f);
    // Survives the collector's clear, as the object may still be used: it keeps the nodes alive.
    if constexpr (!std::is_same_v<std::remove_cvref_t<F>, py::Clear>) f(objects.owner);
  }
};

}  // namespace pydantic_core
