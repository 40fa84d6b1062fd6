// host/cpython/hashing/module.h: the built-in module `_embedded_hashing`: what `hashlib` has only
// with OpenSSL.
#pragma once

#include <Python.h>

namespace host {

/// For PyImport_AppendInittab.
PyMODINIT_FUNC init_hashing_module();

}  // namespace host
