// host/runner/program.h: the program that is run, compiled.

#pragma once

#include <string>
#include <vector>

#include "hot_pages.h"
#include "program_files.h"
#include "wasmtime_api.h"

namespace runner {

struct Program {
  wasm_engine_t* engine;
  wasmtime_module_t* module;
  std::vector<Stretch> hot_pages;
};

/// Loads the program from its files. It lives as long as the process. Takes seconds where it has to
/// be compiled. False with a sentence.
[[nodiscard]] bool load_program(const ProgramFiles& files, Program& out, std::string& problem);

}  // namespace runner
