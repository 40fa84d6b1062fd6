// host/runner/run.h: one job in a sandbox, once or many times.

#pragma once

#include "options.h"

namespace runner {

inline constexpr int kWrongOptions = 2;  // exit status, as that of `python`

/// Runs the job and ends the process with its exit status, or at its timeout.
[[noreturn]] void run(const Job& job);

}  // namespace runner
