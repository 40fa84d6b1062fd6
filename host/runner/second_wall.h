// host/runner/second_wall.h: what the kernel still refuses to somebody who broke out of the guest,
// through a fault of wasmtime's or of the calls of WASI: new privileges, all files but the guest's
// folders (landlock.h), all system calls but those that a run uses (system_calls.h).

#pragma once

#include <semaphore.h>

#include <string>
#include <vector>

#include "landlock.h"

namespace runner {

/// What this kernel has of it, in words for `--version`.
std::string describe_second_wall();

/// Puts the wall up around both threads of the process: the one that runs the guest, and the one
/// that waits for it. Landlock binds a thread at a time, so that each must do it by itself.
class SecondWall {
 public:
  SecondWall();

  /// Called by the waiting thread; returns when it is behind the wall.
  void wait();

  /// Called by the guest's thread when all that the run needs of the system is open: leaves the
  /// process within reach of these folders and at most that many descriptors. What
  /// `describe_second_wall` names is then up. False with a sentence where the kernel refuses it.
  [[nodiscard]] bool put_up(const std::vector<Reach>& folders, unsigned descriptors,
                            std::string& problem);

 private:
  Handle rules_;
  bool refused_ = false;  // to the waiting thread
  sem_t ready_;           // the rules are made
  sem_t followed_;        // by the waiting thread
};

}  // namespace runner
