// host/runner/landlock.h: Linux' landlock, by which the kernel limits the files that this process
// can reach.

#pragma once

#include <vector>

#include "handle.h"

namespace runner {

/// A folder that can still be reached.
struct Reach {
  int folder;  // a descriptor of it
  bool writable;
};

/// The version of landlock that the kernel has; 0 if it has none, or one that is too old.
int landlock_version();

/// Makes rules that allow access to these folders alone. Empty if the kernel refuses.
Handle make_rules(const std::vector<Reach>& folders);

/// Applies the rules to the calling thread, for ever. Precondition: no new privileges
/// (`settle_process`). False if the kernel refuses.
bool follow_rules(const Handle& rules);

}  // namespace runner
