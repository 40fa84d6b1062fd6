// host/libc/memory/node.h: files, folders and links in the program's own memory, as the runtime's
// are on a disk: names lead to nodes, and a node goes when no name and no open file leads to it.
//
// All memory comes from malloc, which can fail: what then cannot be done is NOSPC. Nothing here
// locks: there are no threads on WASI.
#pragma once

#include <wasi/api.h>

#include <cstdint>
#include <string_view>

#include "base/vec.h"

namespace host::memory {

using Errno = __wasi_errno_t;

struct Node;

/// One name in a folder; its letters follow in the same block of memory.
struct Entry {
  Entry* older;  // in the order of their making
  Entry* younger;
  Entry* same;  // the next one of the same bucket
  Node* node;
  uint64_t place;  // grows from entry to entry: where the reading of a folder goes on
  uint32_t hash;
  uint32_t size;

  const char* text() const { return reinterpret_cast<const char*>(this + 1); }
  std::string_view name() const { return {text(), size}; }
};

struct Node {
  __wasi_filetype_t type;       // a file, a folder, a link or, for /dev/null, a character device
  bool fixed = false;           // neither it nor what is in it can be changed, renamed or removed
  uint32_t names = 0;           // that lead here
  uint32_t opened = 0;          // by how many open files
  uint64_t number = 0;          // the inode
  __wasi_timestamp_t read = 0;  // when it was last read; set by utime alone
  __wasi_timestamp_t written = 0;
  __wasi_timestamp_t changed = 0;
  uint64_t size = 0;                   // of a file
  pydantic_core::Vec<char*> blocks{};  // of a file; null where nothing was written
  pydantic_core::Vec<char> target{};   // of a link
  Node* parent = nullptr;              // of a folder; null once it is removed
  Entry* oldest = nullptr;             // of a folder's names
  Entry* youngest = nullptr;
  uint64_t next_place = 1;               // of the next entry
  uint32_t count = 0;                    // of entries
  pydantic_core::Vec<Entry*> buckets{};  // by their hashes; a power of two of them, or none
};

/// The time, as nodes note it.
__wasi_timestamp_t now();

/// A node without a name; null where there is no memory for it.
Node* make(__wasi_filetype_t type);

/// Frees the node if nothing leads to it any more.
void let_go(Node* node);

/// What that name of the folder leads to; null where there is no such name.
Entry* find(Node& folder, std::string_view name);

/// Gives the node that name, which the folder does not have. False where there is no memory.
[[nodiscard]] bool add(Node& folder, std::string_view name, Node* node);

/// Takes the name, which the folder has, away from its node, which goes where nothing else leads to
/// it.
void remove(Node& folder, std::string_view name);

/// The same for a name that is to lead elsewhere from now on.
void replace(Entry& entry, Node& folder, Node* node);

/// Reads up to `size` bytes of a file, and returns their number.
size_t read(const Node& file, uint64_t at, char* out, size_t size);

/// Writes to a file, and sets `written` to the number of bytes that there was room for.
Errno write(Node& file, uint64_t at, const char* from, size_t size, size_t& written);

/// Cuts a file off, or lets it end with zeros. FBIG or NOSPC where it cannot be that long.
Errno set_size(Node& file, uint64_t size);

/// Sets the times that `which` (FSTFLAGS) names.
void set_times(Node& node, int64_t read, int64_t written, int32_t which);

__wasi_filestat_t describe(const Node& node);

}  // namespace host::memory
