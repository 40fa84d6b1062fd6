// module/serialization_functions.h: to_json() and to_jsonable_python(), serialization without a
// schema.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

/// Adds both to the module. False with an exception set.
[[nodiscard]] bool init_serialization_functions(PyObject* module);

}  // namespace pydantic_core
