// host/runner/files.h: reading and writing whole stretches of files.

#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>

#include "handle.h"

namespace runner {

/// Opens a regular file for reading, and never blocks, as opening a FIFO would. Empty, with errno
/// set.
Handle open_regular(const std::string& path);

/// Reads exactly `size` bytes at offset `at`; false if there are fewer or an error occurs.
bool read_at(int file, void* out, size_t size, off_t at);

/// Writes all bytes. False, with errno set.
bool write_all(int file, const void* data, size_t size);

}  // namespace runner
