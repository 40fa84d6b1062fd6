// host/embedded/paths.h: where the program's own files seem to lie.
#pragma once

namespace host {

/// Where the archive's files seem to lie: `json/decoder.py` in it is `kLibrary` +
/// "/json/decoder.py" to Python.
inline constexpr char kPrefix[] = "/python.wasm";
inline constexpr char kPackages[] = "/python.wasm/packages";  // what --packages gives, if anything
inline constexpr char kLibrary[] = "/python.wasm/lib/python3.13";

/// `sys.executable`: where an installation has its `python`. The file is empty, and nothing can
/// start it; error messages and texts about usage begin with it.
inline constexpr char kExecutable[] = "/python.wasm/bin/python3.13";

}  // namespace host
