// host/runner/program.cc: a program is ready with its file open, compiled or found compiled.

#include "program.h"

#include <cerrno>
#include <cstring>

#include "compiled.h"
#include "engine.h"
#include "files.h"

namespace runner {

bool load_program(const ProgramFiles& files, Program& out, std::string& problem) {
  const std::string& wasm = files.wasm;
  const Handle file = open_regular(wasm);
  problem = wasm + " cannot be read: " + std::strerror(errno);
  if (!file) return false;
  out.engine = make_engine();
  out.module = load_module(out.engine, file.get(), files.compiled, problem);
  if (out.module == nullptr) problem = wasm + " " + problem;
  out.hot_pages = hot_pages(file.get());
  return out.module != nullptr;
}

}  // namespace runner
