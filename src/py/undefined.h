// py/undefined.h: PydanticUndefined, the one instance of PydanticUndefinedType: a value that was
// not given.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

/// The singleton; set by init_undefined.
extern constinit PyObject* undefined;

/// Adds PydanticUndefinedType and PydanticUndefined to the module. False with an exception set.
[[nodiscard]] bool init_undefined(PyObject* module);

}  // namespace pydantic_core
