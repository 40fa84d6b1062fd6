// host/runner/compiled.h: compiled modules, kept in the per-user cache.

#pragma once

#include <string>

#include "wasmtime_api.h"

namespace runner {

/// The module of that .wasm file, from the cache where it is there and whole, else compiled now and
/// kept there. nullptr with a sentence in `problem` where there is none.
wasmtime_module_t* load_module(wasm_engine_t* engine, const std::string& wasm,
                               std::string& problem);

/// The folder of that name in the cache, made where it is missing; empty where it cannot be.
std::string cache_folder(const char* name);

}  // namespace runner
