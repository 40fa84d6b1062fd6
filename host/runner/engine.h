// host/runner/engine.h: wasmtime's engine as this project sets it, and its errors as sentences.

#pragma once

#include <cstddef>
#include <string>

#include "wasmtime_api.h"

namespace runner {

// CPython gives up at 5,000 nested C calls (Py_C_RECURSION_LIMIT), which take up to 10 MB. C
// recursion that CPython does not count, such as hash() of nested tuples, has more room than in a
// native process (8 MB).
inline constexpr size_t kWasmStack = 24 << 20;

/// The settings that compiled code depends on, as text for the keys of the cache. To be changed
/// with `make_engine`.
inline constexpr char kSettings[] = "stack 24M, no unwind tables, no proposals";

/// The engine, which is never freed.
wasm_engine_t* make_engine();

/// The last line of the message, which is the cause. Both free their argument.
std::string sentence(wasmtime_error_t* error);
std::string sentence(wasm_trap_t* trap);

}  // namespace runner
