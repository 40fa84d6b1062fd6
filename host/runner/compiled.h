// host/runner/compiled.h: the compiled program, as it came with the runner or from the per-user
// cache.

#pragma once

#include <string>

#include "wasmtime_api.h"

namespace runner {

/// The module of that open .wasm file: from the file `shipped`, unless that is empty, or from the
/// cache, or else compiled now and kept there. Says on stderr why it is not from `shipped`. On
/// failure nullptr, with a text in `problem` that continues a sentence about the file ("cannot be
/// …"). Called once in a process, after `watch_for_crashes`. May wait for another process of this
/// user that compiles the same file.
wasmtime_module_t* load_module(wasm_engine_t* engine, int wasm, const std::string& shipped,
                               std::string& problem);

/// Called after the program crashed. Verifies the file of the module; if it is damaged, makes sure
/// that no run uses it again and returns true.
bool condemn_if_damaged();

}  // namespace runner
