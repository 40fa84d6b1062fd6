// types/url.h: Url and MultiHostUrl.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

/// Adds both classes to the module.
[[nodiscard]] bool init_url(PyObject* module);

}  // namespace pydantic_core
