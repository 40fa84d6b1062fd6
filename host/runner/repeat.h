// host/runner/repeat.h: `--repeat`: runs the same job many times in one process, and shows the time
// and memory of a run.

#pragma once

#include "handle.h"
#include "sandbox.h"

namespace runner {

class Repeat {
 public:
  /// Opens the files in /proc that it reads; behind the second wall they cannot be opened.
  Repeat();

  /// Runs the job as often as it says, or until a run fails. Prints the figures to stderr. Returns
  /// the exit status of the last run.
  int run(const Sandbox& sandbox);

 private:
  double memory_now() const;

  Handle memory_in_use_;
  Handle page_map_;
};

}  // namespace runner
