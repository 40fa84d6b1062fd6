// host/runner/engine.h: wasmtime's engine as this project sets it, and its errors as sentences.

#pragma once

#include <cstddef>
#include <string>

#include "wasmtime_api.h"

namespace runner {

// CPython gives up at 5,000 nested C calls (Py_C_RECURSION_LIMIT): the stack holds more than that.
inline constexpr size_t kWasmStack = 32 << 20;

/// What else shapes compiled code, as text for the cache's keys. Changed when `make_engine` is.
inline constexpr char kSettings[] = "stack 32M, no unwind tables, no proposals";

/// Lives as long as the process.
wasm_engine_t* make_engine();

/// The last line of what wasmtime says, which is the cause. Both free what they are given.
std::string sentence(wasmtime_error_t* error);
std::string sentence(wasm_trap_t* trap);

}  // namespace runner
