// serialize/engine/by_type.h: serialization by the value's own type, which nodes ask for where the
// schema says nothing or is mistaken. It uses nodes itself, for values whose class has a serializer
// of its own. So what does it is in the layer above, infer/.
#pragma once

#include "serialize/engine/state.h"

namespace pydantic_core {

class JsonText;

/// As Python objects. Empty with an exception set.
[[nodiscard]] Ref infer_to_python(Borrowed value, SerState& state);
/// As JSON text. False with an exception set.
[[nodiscard]] bool infer_to_json(Borrowed value, SerState& state, JsonText& out);
/// As a key of a JSON object: a plain str that has UTF-8. Empty with an exception set.
[[nodiscard]] Ref infer_json_key(Borrowed key, SerState& state);

}  // namespace pydantic_core
