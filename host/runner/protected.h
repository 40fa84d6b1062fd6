// host/runner/protected.h: what a guest must never be able to write to.

#pragma once

#include <string>
#include <vector>

#include "mounts.h"

namespace runner {

/// A guest that can change the files from which this process, or the next run, takes native code is
/// not in a sandbox. Returns which of these files a guest could change if that mount were writable;
/// empty for none.
std::string exposed_by(const Mount& mount);

/// Adds these files and their folders, as far as they exist, as read-only mounts that the guest
/// does not see (`guest` is empty). If a walk reaches one of them through a bind mount or a hard
/// link, it is read-only.
void add_protected(std::vector<Mount>& mounts);

}  // namespace runner
