// host/runner/mounts.h: the folders of this machine that a guest sees, opened once for all runs.

#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <vector>

#include "handle.h"
#include "options.h"

namespace runner {

struct Mount {
  Handle folder;  // opened with O_PATH; a file where it protects one (protected.h)
  dev_t device;   // with the inode: which one it is, whatever way leads to it
  ino_t inode;
  std::string guest;  // where the guest sees it: an absolute path; empty for one it is not given
  bool writable;
};

inline constexpr size_t kMostMounts = 256;

/// Opens the job's folders: those of `--dir`, HOST[::GUEST][:rw], and the one of the script. False,
/// with a sentence about what the user asked for, where one cannot be had, may not be given, or
/// more than one thing can be meant. May wait for a file system.
[[nodiscard]] bool open_mounts(const Job& job, std::vector<Mount>& out, std::string& problem);

}  // namespace runner
