// host/embedded/module.h: the built-in module `_embedded`, the archive as Python code sees it.
#pragma once

#include <Python.h>

#include "embedded/paths.h"

namespace host {

/// For PyImport_AppendInittab.
PyMODINIT_FUNC init_embedded_module();

/// Runs the importer (host/embedded/importer.py, in the archive) and lets it put itself before
/// CPython's own path hooks. Called between the core and the main phase of the interpreter's start.
/// False with an exception set where it fails.
[[nodiscard]] bool install_importer();

/// Finishes what `install_importer` began, after the main phase. False with an exception set.
[[nodiscard]] bool finish_importer();

}  // namespace host
