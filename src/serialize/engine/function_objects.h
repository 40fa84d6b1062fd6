// serialize/engine/function_objects.h: what users' serializer functions are given:
// SerializationInfo, and for wrap functions the SerializationCallable that serializes with the
// schema inside.
#pragma once

#include "serialize/engine/node.h"

namespace pydantic_core {

/// Each makes its class, which is not an attribute of the module. False with an exception set.
[[nodiscard]] bool init_serialization_info(PyObject* module);
[[nodiscard]] bool init_serialization_callable(PyObject* module);

/// The info object. `of_field`: for a function of a model's field, which has a field_name. Empty
/// with an exception set.
Ref make_serialization_info(const SerState& state, bool of_field);
/// The callable for `node`, which lives as long as state.owner, or for ever. Empty with an
/// exception set.
Ref make_serialization_callable(const SerNode* node, const SerState& state);

}  // namespace pydantic_core
