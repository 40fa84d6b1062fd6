// host/runner/compiled.h: the compiled program, from the per-user cache.

#pragma once

#include <string>

#include "wasmtime_api.h"

namespace runner {

/// The module of that open .wasm file: from the cache, or else compiled now and kept there. On
/// failure nullptr, with a text in `problem` that continues a sentence about the file ("cannot be
/// …"). Called once in a process, after `watch_for_crashes`. May wait for another process of this
/// user that compiles the same file.
wasmtime_module_t* load_module(wasm_engine_t* engine, int wasm, std::string& problem);

/// Called after the program crashed. Verifies the file of the module; if it is damaged, makes sure
/// that no run uses it again and returns true.
bool condemn_if_damaged();

}  // namespace runner
