// host/runner/forbidden.h: file systems that no guest may reach, whatever folder it was given:
// `/proc`, `/sys`, `/dev` and the like. Their files are interfaces to the kernel, to devices and to
// other processes, including this one.

#pragma once

#include <sys/stat.h>

namespace runner {

/// Whether that open file or folder (`O_PATH` is enough), whose status is `status`, is in such a
/// file system. Also true if the system cannot tell.
bool forbidden(int file, const struct stat& status);

}  // namespace runner
