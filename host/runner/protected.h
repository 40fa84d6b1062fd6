// host/runner/protected.h: what a guest must not be able to write to, whatever folder it is given.

#pragma once

#include <string>
#include <vector>

#include "mounts.h"

namespace runner {

/// Whoever can change what this process, or the next run, takes its native code from is not in a
/// sandbox. What of it a guest could change through that mount, if it were writable: empty for
/// nothing.
std::string exposed_by(const Mount& mount);

/// Adds those folders and the files of this process themselves, as far as they are there, as mounts
/// that the guest does not see (without a `guest`) and cannot write to: a walk that comes upon one
/// of them, through another mount of the system's (`mount --bind`) or a file's second name (`ln`),
/// finds it read-only.
void add_protected(std::vector<Mount>& mounts);

}  // namespace runner
