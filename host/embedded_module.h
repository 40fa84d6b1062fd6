// host/embedded_module.h: the built-in module `_embedded`, the archive as Python code sees it.
#pragma once

#include <Python.h>

namespace host {

/// Where the archive's files seem to lie: `json/decoder.py` in it is `kLibrary` +
/// "/json/decoder.py" to Python.
inline constexpr char kPrefix[] = "/python.wasm";
inline constexpr char kPackages[] = "/python.wasm/packages";  // what --packages gives, if anything
inline constexpr char kLibrary[] = "/python.wasm/lib/python3.13";

/// `sys.executable`: where an installation has its `python`. There is no file, and nothing can
/// start one; error messages and texts about usage begin with it.
inline constexpr char kExecutable[] = "/python.wasm/bin/python3.13";

/// For PyImport_AppendInittab.
PyMODINIT_FUNC init_embedded_module();

/// Runs the importer (host/importer.py, in the archive) and lets it put itself before CPython's own
/// path hooks. Called between the core and the main phase of the interpreter's start. False with an
/// exception set where it fails.
[[nodiscard]] bool install_importer();

/// Finishes what `install_importer` began, after the main phase. False with an exception set.
[[nodiscard]] bool finish_importer();

}  // namespace host
