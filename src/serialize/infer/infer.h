// serialize/infer/infer.h: serialization by the value's own type, where the schema says nothing or
// is mistaken.
#pragma once

#include "serialize/engine/state.h"
#include "serialize/infer/ob_type.h"

namespace pydantic_core {

class JsonText;

/// As Python objects. Empty with an exception set.
[[nodiscard]] Ref infer_to_python(Borrowed value, SerState& state);
/// As JSON text. False with an exception set.
[[nodiscard]] bool infer_to_json(Borrowed value, SerState& state, JsonText& out);
/// As a key of a JSON object: a plain str that has UTF-8. Empty with an exception set.
[[nodiscard]] Ref infer_json_key(Borrowed key, SerState& state);

/// The same for values whose type is known.
[[nodiscard]] Ref infer_to_python_as(ObType type, Borrowed value, SerState& state);
[[nodiscard]] bool infer_to_json_as(ObType type, Borrowed value, SerState& state, JsonText& out);
[[nodiscard]] Ref infer_json_key_as(ObType type, Borrowed key, SerState& state);

/// TypeError "`kind` not valid as object key". Always empty.
Ref refuse_key(const char* kind);

}  // namespace pydantic_core
