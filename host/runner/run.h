// host/runner/run.h: one job in a sandbox, once or many times.

#pragma once

#include <vector>

#include "hot_pages.h"
#include "options.h"
#include "wasmtime_api.h"

namespace runner {

struct Program {
  wasm_engine_t* engine;
  wasmtime_module_t* module;
  std::vector<Stretch> hot_pages;
};

/// Runs the job and ends the process with its exit status, or at its timeout.
void run(const Program& program, const Job& job);

}  // namespace runner
