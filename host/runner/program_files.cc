// host/runner/program_files.cc: python.wasm, python-cold.wasm and wasmtime's shared library lie
// beside the runner, the programs with another pydantic in folders there, so that all can be moved
// as a whole. `wasm_build.folder` (tools/) puts them there.

#include "program_files.h"

#include "packaging.h"
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

ProgramFiles program_files(std::string_view pydantic, bool snapshot) {
  std::string folder(folder_of(own_path()));
  if (!pydantic.empty() && pydantic != kPrograms[0].pydantic)
    folder.append("/pydantic-").append(pydantic);
  if (!snapshot) return {folder + "/python-cold.wasm", ""};
  return {folder + "/python.wasm", kIsPackage ? folder + "/python.cwasm" : ""};
}

std::vector<std::string> all_program_files() {
  std::vector<std::string> all;
  for (const KnownProgram& program : kPrograms) {
    for (const bool snapshot : {true, false}) {
      const ProgramFiles files = program_files(program.pydantic, snapshot);
      all.push_back(files.wasm);
      if (!files.compiled.empty()) all.push_back(files.compiled);
    }
  }
  return all;
}

}  // namespace runner
