// host/runner/landlock.h: which files this process can still reach, as the kernel enforces it
// (Linux' landlock).

#pragma once

#include <vector>

#include "handle.h"

namespace runner {

/// A folder that stays within reach.
struct Reach {
  int folder;  // a descriptor of it
  bool writable;
};

/// The kernel's version of landlock's interface; 0 where it has none that is enough.
int landlock_version();

/// The rules that leave these folders alone, to read or to change; empty where the kernel cannot
/// have them.
Handle make_rules(const std::vector<Reach>& folders);

/// Puts the calling thread under the rules, for ever. It must have given up new privileges
/// (`settle_process`). False where the kernel refuses.
bool follow_rules(const Handle& rules);

}  // namespace runner
