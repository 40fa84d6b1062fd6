// validate/engine/prebuilt.h: models and dataclasses that have a complete validator of their own
// lend it to schemas that contain them, instead of being built again.
#pragma once

#include "schema/prebuilt.h"
#include "validate/engine/build.h"

namespace pydantic_core {

/// `out` becomes a node that forwards to the validator of the class of a schema of that kind, where
/// there is a usable one. False with an exception set.
[[nodiscard]] bool find_prebuilt(SchemaDict schema, ClassKind kind, Builder& builder,
                                 const Node*& out);

/// The root node of a SchemaValidator object, or nullptr when `object` is none. Defined with that
/// class, in module/schema_validator.cc.
const Node* root_node_of(Borrowed object);
/// Whether all of a SchemaValidator is quiet for text (quiet.h). No exception is set.
bool is_quiet_for_text(Borrowed validator);

}  // namespace pydantic_core
