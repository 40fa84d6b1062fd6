// host/runner/engine.h: wasmtime's engine as this project sets it, and its errors as sentences.

#pragma once

#include <cstddef>
#include <string>

#include "wasmtime_api.h"

namespace runner {

// CPython gives up at 5,000 nested C calls (Py_C_RECURSION_LIMIT), which take up to 10 MB. What it
// does not count, such as hash() of nested tuples, has more room than in a native process (8 MB).
inline constexpr size_t kWasmStack = 24 << 20;

/// What else shapes compiled code, as text for the cache's keys. Changed when `make_engine` is.
inline constexpr char kSettings[] = "stack 24M, no unwind tables, no proposals";

/// Lives as long as the process.
wasm_engine_t* make_engine();

/// The last line of what wasmtime says, which is the cause. Both free what they are given.
std::string sentence(wasmtime_error_t* error);
std::string sentence(wasm_trap_t* trap);

}  // namespace runner
