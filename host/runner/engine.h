// host/runner/engine.h: wasmtime's engine as this project sets it, and its errors as sentences.

#pragma once

#include <cstddef>
#include <cstdint>
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

/// Which processor's instructions compiled code may use.
enum class Processor : uint8_t {
  this_machines,
  baseline,  // x86-64-v2: what every such processor of the last 15 years has
};

/// The engine, which is never freed. One for another processor than this machine's only compiles.
wasm_engine_t* make_engine(Processor processor = Processor::this_machines);

/// The last line of the message, which is the cause. Both free their argument.
std::string sentence(wasmtime_error_t* error);
std::string sentence(wasm_trap_t* trap);

}  // namespace runner
