// host/runner/sandbox.h: what all runs of this process share, and one run of it.

#pragma once

#include <string>
#include <vector>

#include "instance.h"
#include "mounts.h"
#include "options.h"
#include "program.h"

namespace runner {

inline constexpr int kFailed = 1;     // exit status: the runner itself could not do it
inline constexpr int kTrapped = 134;  // exit status: the program crashed, as after abort()

/// Says on stderr why there can be no run; returns `kFailed`.
int cannot_start(const std::string& why);

struct Sandbox {
  const Job& job;
  std::vector<Mount> mounts = {};
  Program program = {};
  const wasmtime_instance_pre_t* ready = nullptr;  // the program with its imports

  /// A new instance of the program. False with a sentence.
  [[nodiscard]] bool make(Instance& instance, std::string& problem) const;

  /// Runs the job in that instance, which is made where there is none yet. Returns the exit status.
  int run(Instance& instance) const;
};

}  // namespace runner
