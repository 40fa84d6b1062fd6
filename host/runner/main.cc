// host/runner/main.cc: `run`, which ./run.sh starts: a Python script inside python.wasm under
// wasmtime, in a sandbox. python.wasm, python-cold.wasm and wasmtime's shared library lie beside
// it.

#include <signal.h>

#include <cstdio>
#include <string>
#include <vector>

#include "compiled.h"
#include "engine.h"
#include "options.h"
#include "paths.h"
#include "run.h"

extern "C" const char runner_help[];

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  runner::Job job;
  std::string problem;
  switch (runner::parse(arguments, job, problem)) {
    case runner::Asked::help:
      std::fputs(runner_help, stdout);
      return 0;
    case runner::Asked::version:
      std::puts(RUNNER_VERSIONS);
      return 0;
    case runner::Asked::wrong:
      std::fprintf(stderr, "error: %s; ./run.sh --help lists the options\n", problem.c_str());
      return 2;
    case runner::Asked::run:
      break;
  }
  signal(SIGPIPE, SIG_IGN);  // as `python` has it: a closed pipe is an OSError
  const std::string beside(runner::folder_of(runner::real_path("/proc/self/exe")));
  wasm_engine_t* engine = runner::make_engine();
  const std::string wasm = beside + (job.snapshot ? "/python.wasm" : "/python-cold.wasm");
  wasmtime_module_t* module = runner::load_module(engine, wasm, problem);
  if (module == nullptr) {
    std::fprintf(stderr, "error: %s\n", problem.c_str());
    return 1;
  }
  runner::run({engine, module, runner::hot_pages(wasm)}, job);
}
