// module/from_json.h: the module's from_json function.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

/// Adds from_json to the module. False with an exception set.
[[nodiscard]] bool init_from_json(PyObject* module);

}  // namespace pydantic_core
