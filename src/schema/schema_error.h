// schema/schema_error.h: SchemaError, the exception for schemas that cannot be built.
#pragma once

#include "py/error.h"

namespace pydantic_core {

/// The class that Python sees; set by init_schema_error.
extern constinit PyTypeObject* schema_error_type;

/// Adds SchemaError to the module. False with an exception set.
[[nodiscard]] bool init_schema_error(PyObject* module);

/// Raises SchemaError with that message.
Raised schema_error(const Text& message);
Raised schema_error(std::string_view message);

/// Turns the pending exception into SchemaError("PREFIX" + its text), as each level of building
/// does. MemoryError stays what it is.
Raised wrap_schema_error(const Text& prefix);

}  // namespace pydantic_core
