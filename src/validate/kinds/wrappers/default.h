// validate/kinds/wrappers/default.h: what others ask about the node of a "default" schema.
#pragma once

#include "validate/engine/node.h"

namespace pydantic_core {

/// Whether `node` is such a node and has a default or a factory of one.
bool has_default(const Node* node);
/// Whether `node` is such a node and leaves out what is wrong (on_error 'omit').
bool omits_on_error(const Node* node);

}  // namespace pydantic_core
