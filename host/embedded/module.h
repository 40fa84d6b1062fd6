// host/embedded/module.h: the built-in module `_embedded`, the archive as Python code sees it.
#pragma once

#include <Python.h>

#include "embedded/paths.h"

namespace host {

/// For PyImport_AppendInittab.
PyMODINIT_FUNC init_embedded_module();

/// Runs the importer (host/embedded/importer.py, from the archive), which installs its path hook.
/// Called between the core and the main phase of the interpreter's start. False with an exception
/// set.
[[nodiscard]] bool install_importer();

/// Puts the hook before those that CPython has installed meanwhile. Called after the main phase.
/// False with an exception set.
[[nodiscard]] bool finish_importer();

}  // namespace host
