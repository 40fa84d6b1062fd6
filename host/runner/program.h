// host/runner/program.h: the compiled program.

#pragma once

#include <string>
#include <vector>

#include "hot_pages.h"
#include "wasmtime_api.h"

namespace runner {

struct Program {
  wasm_engine_t* engine;
  wasmtime_module_t* module;
  std::vector<Stretch> hot_pages;
};

/// Loads python.wasm, or python-cold.wasm without the snapshot, from the folder of this executable.
/// It is never freed. Takes seconds if it must be compiled. False, with a message in `problem`.
[[nodiscard]] bool load_program(bool snapshot, Program& out, std::string& problem);

}  // namespace runner
