// module/schema_gather.h: the submodule `_schema_gather`, by which pydantic finds the definitions
// of a schema that are used once, and so can stand where they are used.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

/// Adds `_schema_gather` to the module. False with an exception set.
[[nodiscard]] bool init_schema_gather(PyObject* module);

}  // namespace pydantic_core
