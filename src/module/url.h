// module/url.h: Url and MultiHostUrl.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

/// Adds both classes to the module. False with an exception set.
[[nodiscard]] bool init_url(PyObject* module);

/// Url.build(*, scheme, host, …) and MultiHostUrl.build(*, scheme, hosts, …), which put a text
/// together and call the class with it.
PyMethodDef url_build();
PyMethodDef multi_host_url_build();

}  // namespace pydantic_core
