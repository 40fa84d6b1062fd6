// host/runner/wasi.h: WASI preview 1, as the runner implements it.
//
// wasmtime has an implementation of its own. It passes each call on a file to another thread and
// waits for it. That took a third of a short run, and starting these threads a fifth of the rest.
// Here a call is made directly.

#pragma once

#include "wasmtime_api.h"

namespace runner::wasi {

/// Defines every call of preview 1 in the linker. The data of a store must be its `Guest`; as long
/// as it is null, for instance while the program is instantiated, each call traps. Returns null, or
/// an error that the caller frees.
[[nodiscard]] wasmtime_error_t* define(wasmtime_linker_t* linker);

}  // namespace runner::wasi
