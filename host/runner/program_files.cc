// host/runner/program_files.cc: python.wasm, python-cold.wasm and wasmtime's shared library lie
// beside the runner, the programs with another pydantic in folders there, so that all can be moved
// as a whole. `wasm_build.folder` (tools/) puts them there.

#include "program_files.h"

#include "paths.h"

namespace runner {
namespace {

struct KnownProgram {
  std::string_view pydantic;
  std::string_view inside;
};

/// tools/wasm_build.py says them; the first is the usual one.
constexpr KnownProgram kPrograms[] = {RUNNER_PROGRAMS};

}  // namespace

bool has_program(std::string_view pydantic) {
  for (const KnownProgram& program : kPrograms)
    if (program.pydantic == pydantic) return true;
  return false;
}

std::string known_programs() {
  std::string all;
  for (const KnownProgram& program : kPrograms) {
    if (!all.empty()) all += ", ";
    all += program.pydantic;
  }
  return all;
}

std::string describe_programs() {
  std::string all;
  for (const KnownProgram& program : kPrograms) {
    if (&program != kPrograms) all.append("--pydantic ").append(program.pydantic).append(": ");
    all.append(program.inside).append("\n");
  }
  return all;
}

std::string program_file(std::string_view pydantic, bool snapshot) {
  std::string path(folder_of(own_path()));
  if (!pydantic.empty() && pydantic != kPrograms[0].pydantic)
    path.append("/pydantic-").append(pydantic);
  return path.append(snapshot ? "/python.wasm" : "/python-cold.wasm");
}

std::vector<std::string> all_program_files() {
  std::vector<std::string> all;
  for (const KnownProgram& program : kPrograms)
    for (const bool snapshot : {true, false})
      all.push_back(program_file(program.pydantic, snapshot));
  return all;
}

}  // namespace runner
