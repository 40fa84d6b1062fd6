// schema/prebuilt.h: the validator or serializer that a model or dataclass already has.
#pragma once

#include "schema/schema.h"

namespace pydantic_core {

/// The value of the class attribute `attribute` ("__pydantic_validator__" …) of a "model" or
/// "dataclass" schema's class, when the class itself (not a base) has it and is complete. `out`
/// stays empty otherwise. False with an exception set.
[[nodiscard]] bool get_prebuilt(SchemaDict schema, Borrowed attribute, Ref& out);

}  // namespace pydantic_core
