// host/runner/compiled.h: compiled modules, kept in the per-user cache.

#pragma once

#include <string>

#include "wasmtime_api.h"

namespace runner {

/// The module of that open .wasm file, from the cache where it is there and whole, else compiled
/// now and kept there. nullptr, with what the file "cannot be" in `problem`, where there is none.
/// To be called once in a process, after `watch_for_crashes`; may wait for another process of this
/// user that compiles it.
wasmtime_module_t* load_module(wasm_engine_t* engine, int wasm, std::string& problem);

/// To be called after the program crashed: reads the module's file in whole, and where it has been
/// damaged, makes sure that nobody uses it again. Whether that was so.
bool condemn_if_damaged();

}  // namespace runner
