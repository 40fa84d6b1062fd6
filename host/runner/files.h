// host/runner/files.h: reading and writing open files as a whole.

#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>

#include "handle.h"

namespace runner {

/// Opens a regular file to read; never waits, as opening a FIFO would. Empty, with errno set, where
/// there is none.
Handle open_regular(const std::string& path);

/// Reads just that many bytes; false where they are not there.
bool read_at(int file, void* out, size_t size, off_t at);

/// False, with errno set, where not all could be written.
bool write_all(int file, const void* data, size_t size);

}  // namespace runner
