// module/schema_serializer.h: SchemaSerializer, and with it all that Python sees of serialization.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

/// Adds SchemaSerializer, PydanticSerializationError, PydanticSerializationUnexpectedValue,
/// to_json() and to_jsonable_python() to the module, and makes the classes that serializer
/// functions are given objects of. The names (py/names.h) must be there. False with an exception
/// set.
[[nodiscard]] bool init_serialization(PyObject* module);

}  // namespace pydantic_core
