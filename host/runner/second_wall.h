// host/runner/second_wall.h: the second wall, enforced by the kernel. Code that escapes from the
// guest through a fault of wasmtime or of the calls of WASI still gets no new privileges, no files
// but the guest's folders (landlock.h), and no system calls but those that a run uses
// (system_calls.h).

#pragma once

#include <semaphore.h>

#include <string>
#include <vector>

#include "landlock.h"

namespace runner {

/// Which parts of it this kernel has, as text for `--version`.
std::string describe_second_wall();

/// Applies to both threads of the process: the one that runs the guest, and the one that waits for
/// it. Landlock binds one thread, so each of them must apply its rules.
class SecondWall {
 public:
  SecondWall();

  /// Called by the waiting thread. Returns when the rules apply to it.
  void wait();

  /// Called by the thread of the guest when everything that the run needs is open. From then on the
  /// process can reach these folders alone, and have at most `descriptors` descriptors. False, with
  /// a message in `problem`, if the kernel refuses a part that describe_second_wall() names.
  [[nodiscard]] bool put_up(const std::vector<Reach>& folders, unsigned descriptors,
                            std::string& problem);

 private:
  Handle rules_;
  bool refused_ = false;  // by the kernel, for the waiting thread
  sem_t ready_;           // the rules are made
  sem_t followed_;        // the waiting thread has applied them
};

}  // namespace runner
