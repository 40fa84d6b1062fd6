// host/runner/program.cc: python.wasm, python-cold.wasm and wasmtime's shared library lie beside
// the runner, so that their folder can be moved as a whole.

#include "program.h"

#include <cerrno>
#include <cstring>

#include "compiled.h"
#include "engine.h"
#include "files.h"
#include "paths.h"

namespace runner {

bool load_program(bool snapshot, Program& out, std::string& problem) {
  const std::string beside(folder_of(own_path()));
  const std::string wasm = beside + (snapshot ? "/python.wasm" : "/python-cold.wasm");
  const Handle file = open_regular(wasm);
  problem = wasm + " cannot be read: " + std::strerror(errno);
  if (!file) return false;
  out.engine = make_engine();
  out.module = load_module(out.engine, file.get(), problem);
  if (out.module == nullptr) problem = wasm + " " + problem;
  out.hot_pages = hot_pages(file.get());
  return out.module != nullptr;
}

}  // namespace runner
