// host/runner/run.h: one job in a sandbox, once or many times.

#pragma once

#include "options.h"
#include "wasmtime_api.h"

namespace runner {

/// Runs the job and returns its exit status. At its timeout the process ends.
int run(wasm_engine_t* engine, wasmtime_module_t* module, const Job& job);

}  // namespace runner
