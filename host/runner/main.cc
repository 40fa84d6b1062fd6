// host/runner/main.cc: `run`, which ./run.sh starts: a Python script inside python.wasm under
// wasmtime, in a sandbox.

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "options.h"
#include "packaging.h"
#include "program_files.h"
#include "run.h"
#include "sandbox.h"
#include "second_wall.h"
#include "start.h"

extern "C" const char runner_help[];

namespace {

/// Prints the text to stdout. Returns the exit status.
int tell(const std::string& text) {
  if (std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0) return 0;
  std::fprintf(stderr, "error: stdout cannot be written to: %s\n", std::strerror(errno));
  return runner::kFailed;
}

/// The text of help.txt with the name of the command.
std::string help() {
  constexpr std::string_view written = "./run.sh";
  std::string text = runner_help;
  const std::string_view command = runner::kCommand;
  for (size_t at = 0; (at = text.find(written, at)) != text.npos; at += command.size())
    text.replace(at, written.size(), command);
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  runner::settle_process();
  const std::vector<std::string> arguments(argv + (argc > 0), argv + argc);  // argv may be empty
  runner::Job job;
  std::string problem;
  switch (runner::parse(arguments, job, problem)) {
    case runner::Asked::help:
      return tell(help());
    case runner::Asked::version:
      return tell(runner::describe_programs() + runner::describe_second_wall() + "\n");
    case runner::Asked::wrong:
      std::fprintf(stderr, "error: %s; %s --help lists the options\n", problem.c_str(),
                   runner::kCommand);
      return runner::kWrongOptions;
    case runner::Asked::run:
      break;
  }
  runner::run(job);
}
