// module/schema_validator.h: SchemaValidator, a core schema made ready to validate.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

/// The class that Python sees; set by init_schema_validator.
extern constinit PyTypeObject* schema_validator_type;

/// Adds SchemaValidator to the module. False with an exception set.
[[nodiscard]] bool init_schema_validator(PyObject* module);

}  // namespace pydantic_core
