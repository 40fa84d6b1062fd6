// host/runner/wasi.h: WASI preview 1 as the runner gives it to its guests.
//
// wasmtime has an implementation of its own. It hands each call on a file to another thread and
// waits for it: that was a third of a short run, and starting those threads a fifth of the rest.
// Here a call is the system's own, made at once.

#pragma once

#include "wasmtime_api.h"

namespace runner::wasi {

/// Gives the linker every call of preview 1. The data of a store that runs with it is its `Guest`;
/// before it has one, as while the program is instantiated, every call is refused by a trap. Null,
/// or what went wrong.
[[nodiscard]] wasmtime_error_t* define(wasmtime_linker_t* linker);

}  // namespace runner::wasi
