// module/some.h: Some, what get_default_value() wraps a value in, so that None can be told from
// nothing.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

/// Adds Some to the module. False with an exception set.
[[nodiscard]] bool init_some(PyObject* module);

/// Some(value); empty with an exception set.
Ref make_some(Borrowed value);

}  // namespace pydantic_core
