// serialize/engine/json_bytes.h: a whole serialization to JSON.
#pragma once

#include "serialize/engine/node.h"

namespace pydantic_core {

/// The JSON bytes of `value`; empty with PydanticSerializationError (or MemoryError) set: whatever
/// went wrong inside is worded into that one error, as upstream does. `expected` bytes are reserved
/// ahead.
Ref to_json_bytes(const SerNode* node, Borrowed value, SerState& state,
                  std::optional<size_t> indent, bool ascii, size_t expected);

}  // namespace pydantic_core
