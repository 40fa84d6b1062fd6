// module/serialization_functions.h: to_json() and to_jsonable_python(), serialization without a
// schema.
#pragma once

#include "py/parameters.h"
#include "serialize/engine/state.h"

namespace pydantic_core {

/// The parameter `polymorphic_serialization` of a Call that is a SerState, where this edition has
/// it.
template <class Call>
inline constexpr auto kPolymorphicParameter = [] {
  using P = py::Parameters<Call>;
  if constexpr (kPolymorphicSerialization) {
    return P::list(
        P::template optional<&Call::polymorphic_serialization>("polymorphic_serialization"));
  } else {
    return P::list();
  }
}();

/// Adds both to the module. False with an exception set.
[[nodiscard]] bool init_serialization_functions(PyObject* module);

}  // namespace pydantic_core
