// serialize/infer/infer.h: serialization by the value's own type (engine/by_type.h), for values
// whose type is known.
#pragma once

#include "serialize/engine/by_type.h"
#include "serialize/infer/ob_type.h"

namespace pydantic_core {

// As infer_to_python, infer_to_json and infer_json_key.
[[nodiscard]] Ref infer_to_python_as(ObType type, Borrowed value, SerState& state);
[[nodiscard]] bool infer_to_json_as(ObType type, Borrowed value, SerState& state, JsonText& out);
[[nodiscard]] Ref infer_json_key_as(ObType type, Borrowed key, SerState& state);

}  // namespace pydantic_core
