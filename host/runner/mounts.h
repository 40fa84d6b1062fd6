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
  Handle folder;  // opened with O_PATH; may be a file to protect (protected.h)
  dev_t device;   // with the inode, identifies the folder, whatever path leads to it
  ino_t inode;
  std::string guest;  // the absolute path by which the guest sees it; empty: it does not see it
  bool writable;
};

inline constexpr size_t kMostMounts = 256;

/// Opens the folders of the job: those of `--dir` (HOST[::GUEST][:rw]) and `--packages`, and that
/// of the script. False, with a message for the user, if one cannot be opened, must not be given to
/// a guest, or is ambiguous. May wait for a file system.
[[nodiscard]] bool open_mounts(const Job& job, std::vector<Mount>& out, std::string& problem);

}  // namespace runner
