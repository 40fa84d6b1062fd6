// validate/kinds/functions/function_wrap.h: the handlers that wrap functions call to run the inner
// validation.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

/// Makes the handler classes; they are not attributes of the module. False with an exception set.
[[nodiscard]] bool init_function_wrap(PyObject* module);

}  // namespace pydantic_core
