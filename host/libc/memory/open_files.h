// host/libc/memory/open_files.h: the files and folders in memory that are open.
#pragma once

#include <cstdint>

#include "libc/memory/node.h"

namespace host::memory {

struct OpenFile {
  Node* node;
  uint64_t at = 0;  // where the next bytes are read or written
  uint16_t flags = 0;
  bool reads = false;
  bool writes = false;
};

/// Opens the node and sets `fd`. MFILE if too many are open, NOSPC without memory.
Errno open_file(const OpenFile& file, int32_t& fd);

/// The open file of that number; null for any other number.
OpenFile* find_open(int32_t fd);

void close_file(int32_t fd);

}  // namespace host::memory
