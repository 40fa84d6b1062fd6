// serialize/engine/owned_state.cc: see owned_state.h.
#include "serialize/engine/owned_state.h"

namespace pydantic_core {

bool OwnedSerState::take(const SerState& state) {
  settings = state;
  config = state.config;
  check = state.check;
  mode_name = borrow(state.mode_name);
  fallback = borrow(state.fallback);
  context = borrow(state.context);
  include = borrow(state.include);
  exclude = borrow(state.exclude);
  model = borrow(state.model);
  field_name = borrow(state.field_name);
  owner = borrow(state.owner);
  if (recursion.copy_from(state.recursion)) return warnings.copy(state.warnings);
  return py::no_memory();
}

bool OwnedSerState::give(SerState& state) const {
  static_cast<SerSettings&>(state) = settings;
  state.config = config;
  state.check = check;
  state.mode_name = mode_name.get();
  state.fallback = fallback.get();
  state.context = context.get();
  state.include = include.get();
  state.exclude = exclude.get();
  state.model = model.get();
  state.field_name = field_name.get();
  state.owner = owner.get();
  if (state.recursion.copy_from(recursion)) return state.warnings.copy(warnings);
  return py::no_memory();
}

}  // namespace pydantic_core
