// host/runner/program.cc: python.wasm, python-cold.wasm and wasmtime's shared library lie beside
// the runner, so that their folder can be moved as a whole.

#include "program.h"

#include "compiled.h"
#include "engine.h"
#include "paths.h"

namespace runner {

bool load_program(bool snapshot, Program& out, std::string& problem) {
  const std::string beside(folder_of(own_path()));
  const std::string wasm = beside + (snapshot ? "/python.wasm" : "/python-cold.wasm");
  out.engine = make_engine();
  out.module = load_module(out.engine, wasm, problem);
  if (out.module == nullptr) return false;
  out.hot_pages = hot_pages(wasm);
  return true;
}

}  // namespace runner
