// host/runner/main.cc: `run`, which ./run.sh starts: a Python script inside python.wasm under
// wasmtime, in a sandbox.

#include <cstdio>
#include <string>
#include <vector>

#include "options.h"
#include "program_files.h"
#include "run.h"
#include "second_wall.h"
#include "start.h"

extern "C" const char runner_help[];

int main(int argc, char** argv) {
  runner::settle_process();
  const std::vector<std::string> arguments(argv + (argc > 0), argv + argc);  // argv may be empty
  runner::Job job;
  std::string problem;
  switch (runner::parse(arguments, job, problem)) {
    case runner::Asked::help:
      std::fputs(runner_help, stdout);
      return 0;
    case runner::Asked::version:
      std::fputs(runner::describe_programs().c_str(), stdout);
      std::puts(runner::describe_second_wall().c_str());
      return 0;
    case runner::Asked::wrong:
      std::fprintf(stderr, "error: %s; ./run.sh --help lists the options\n", problem.c_str());
      return runner::kWrongOptions;
    case runner::Asked::run:
      break;
  }
  runner::run(job);
}
