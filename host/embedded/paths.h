// host/embedded/paths.h: the paths that Python sees of the program's own files.
#pragma once

namespace host {

/// `json/decoder.py` in the archive is `kLibrary` + "/json/decoder.py" to Python.
inline constexpr char kPrefix[] = "/python.wasm";
inline constexpr char kPackages[] = "/python.wasm/packages";  // the folder of --packages
inline constexpr char kLibrary[] = "/python.wasm/lib/python3.13";

/// `sys.executable`: the path that an installation has. The file is empty and cannot be started.
/// Error messages and usage texts begin with this path.
inline constexpr char kExecutable[] = "/python.wasm/bin/python3.13";

}  // namespace host
