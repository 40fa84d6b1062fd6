// host/runner/sandbox.cc: one run: makes the guest from the job, and reports a crash.

#include "sandbox.h"

#include <cstdio>

#include "compiled.h"

namespace runner {
namespace {

/// Sets the arguments and environment of the guest.
void provide(const Job& job, wasi::Guest& guest) {
  guest.arguments.emplace_back("python");
  for (const std::string& argument : job.arguments) guest.arguments.push_back(argument);
  for (const auto& [name, value] : job.environment)
    guest.environment.push_back(std::string(name).append("=").append(value));
}

}  // namespace

int cannot_start(const std::string& why) {
  std::fprintf(stderr, "error: python.wasm cannot start: %s\n", why.c_str());
  return kFailed;
}

bool Sandbox::make(Instance& instance, std::string& problem) const {
  return instance.make(program, ready, job.memory, problem);
}

int Sandbox::run(Instance& instance) const {
  std::string problem;
  wasi::Guest guest(mounts);
  provide(job, guest);
  if (!instance) {
    if (!make(instance, problem)) return cannot_start(problem);
    instance.prepare_pages(program);
  }
  const std::string crashed = instance.run(guest);
  if (crashed.empty()) return guest.status;
  condemn_if_damaged();
  std::fprintf(stderr, "error: the program crashed: %s\n", crashed.c_str());
  return kTrapped;
}

}  // namespace runner
