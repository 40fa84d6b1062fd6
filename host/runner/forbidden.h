// host/runner/forbidden.h: what no guest gets, whatever folder it was given: `/proc`, `/sys`,
// `/dev` and the like. Their files are no data but doors to the kernel, to devices and to other
// processes, this one among them.

#pragma once

#include <sys/stat.h>

namespace runner {

/// Whether that open file or folder (`O_PATH` is enough) lies in such a file system. `status` is
/// its own. Also true where the system does not tell.
bool forbidden(int file, const struct stat& status);

}  // namespace runner
