// host/runner/sandbox.h: what all runs of this process share, and how one is made.

#pragma once

#include <string>
#include <vector>

#include "instance.h"
#include "mounts.h"
#include "options.h"
#include "program.h"

namespace runner {

inline constexpr int kFailed = 1;     // exit status: the runner failed
inline constexpr int kTrapped = 134;  // exit status: the program crashed, as after abort()

/// Prints to stderr why there is no run; returns `kFailed`.
int cannot_start(const std::string& why);

struct Sandbox {
  const Job& job;
  std::vector<Mount> mounts = {};
  Program program = {};
  const wasmtime_instance_pre_t* ready = nullptr;  // the program with its imports

  /// Makes a new instance of the program. False, with a message in `problem`.
  [[nodiscard]] bool make(Instance& instance, std::string& problem) const;

  /// Runs the job in `instance`, which is made if it is empty. Returns the exit status.
  int run(Instance& instance) const;
};

}  // namespace runner
