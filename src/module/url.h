// module/url.h: Url and MultiHostUrl.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

/// Adds both classes to the module.
[[nodiscard]] bool init_url(PyObject* module);

/// Url.build(*, scheme, host, …) and MultiHostUrl.build(*, scheme, hosts, …): METH_CLASS |
/// METH_FASTCALL | METH_KEYWORDS. Both put a text together and call the class with it.
PyObject* build_url_object(PyObject* cls, PyObject* const* args, Py_ssize_t nargs,
                           PyObject* kwnames);
PyObject* build_multi_host_url_object(PyObject* cls, PyObject* const* args, Py_ssize_t nargs,
                                      PyObject* kwnames);

}  // namespace pydantic_core
