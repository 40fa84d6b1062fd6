// serialize/engine/owned_state.cc: see owned_state.h.
#include "serialize/engine/owned_state.h"

namespace pydantic_core {

bool OwnedSerState::take(const SerState& state) {
  settings = state;
  config = state.config;
  check = state.check;
  objects = own(state);
  if (recursion.copy_from(state.recursion)) return warnings.copy(state.warnings);
  return py::no_memory();
}

bool OwnedSerState::give(SerState& state) const {
  static_cast<SerSettings&>(state) = settings;
  state.config = config;
  state.check = check;
  static_cast<SerObjects<Borrowed>&>(state) = lend(objects);
  if (state.recursion.copy_from(recursion)) return state.warnings.copy(warnings);
  return py::no_memory();
}

}  // namespace pydantic_core
