// host/runner/repeat.h: `--repeat`: the same run again and again in one process, and what it takes.

#pragma once

#include "handle.h"
#include "sandbox.h"

namespace runner {

class Repeat {
 public:
  /// Opens what it asks the system, which cannot be opened once the second wall is up.
  Repeat();

  /// Runs the job as often as it says, up to a run that fails, and shows on stderr what a run
  /// takes. Returns the exit status of the last one.
  int run(const Sandbox& sandbox);

 private:
  double memory_now() const;

  Handle memory_in_use_;
  Handle page_map_;
};

}  // namespace runner
