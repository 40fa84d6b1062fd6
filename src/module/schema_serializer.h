// module/schema_serializer.h: SchemaSerializer, a core schema made ready to serialize.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

/// Adds SchemaSerializer to the module. False with an exception set.
[[nodiscard]] bool init_schema_serializer(PyObject* module);

}  // namespace pydantic_core
