// host/libc/memory/node.h: files, folders and links in the memory of the program. As on a disk,
// names refer to nodes, and a node is freed when no name and no open file refers to it.
//
// All memory comes from malloc. When it fails, the error is NOSPC. There are no locks, as WASI has
// no threads.
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
  Entry* older;  // in the order in which they were made
  Entry* younger;
  Entry* same;  // the next one of the same bucket
  Node* node;
  uint64_t place;  // ascending; the cookie for reading a folder
  uint32_t hash;
  uint32_t size;

  const char* text() const { return reinterpret_cast<const char*>(this + 1); }
  std::string_view name() const { return {text(), size}; }
};

struct Node {
  __wasi_filetype_t type;       // a file, a folder, a link or, for /dev/null, a character device
  bool fixed = false;           // it and its content cannot be changed, renamed or removed
  uint32_t names = 0;           // that refer to it
  uint32_t opened = 0;          // open files that refer to it
  uint64_t number = 0;          // the inode
  __wasi_timestamp_t read = 0;  // the access time; only utime sets it
  __wasi_timestamp_t written = 0;
  __wasi_timestamp_t changed = 0;
  uint64_t size = 0;                   // of a file
  pydantic_core::Vec<char*> blocks{};  // of a file; null: never written, all zeros
  pydantic_core::Vec<char> target{};   // of a link
  Node* parent = nullptr;              // of a folder; null once it is removed
  Entry* oldest = nullptr;             // of a folder's names
  Entry* youngest = nullptr;
  uint64_t next_place = 1;               // of the next entry
  uint32_t count = 0;                    // of entries
  pydantic_core::Vec<Entry*> buckets{};  // by hash; their number is a power of two, or 0
};

/// The time now, in the form of the members of Node.
__wasi_timestamp_t now();

/// Makes a node without a name; null without memory.
Node* make(__wasi_filetype_t type);

/// Frees the node if nothing refers to it any more.
void let_go(Node* node);

/// The entry of that name; null if there is none.
Entry* find(Node& folder, std::string_view name);

/// Adds an entry for the node. Precondition: the folder has no entry of that name. False without
/// memory.
[[nodiscard]] bool add(Node& folder, std::string_view name, Node* node);

/// Removes the entry of that name, and the node if nothing else refers to it. Precondition: the
/// entry exists.
void remove(Node& folder, std::string_view name);

/// Lets the entry refer to `node`, and removes its former node if nothing else refers to that.
void replace(Entry& entry, Node& folder, Node* node);

/// Reads up to `size` bytes of a file, and returns their number.
size_t read(const Node& file, uint64_t at, char* out, size_t size);

/// Writes to a file. `written` is the number of bytes for which there was memory.
Errno write(Node& file, uint64_t at, const char* from, size_t size, size_t& written);

/// Truncates a file, or extends it by zeros. FBIG if it cannot be that long.
Errno set_size(Node& file, uint64_t size);

/// Sets the times that `which` (FSTFLAGS) names.
void set_times(Node& node, int64_t read, int64_t written, int32_t which);

__wasi_filestat_t describe(const Node& node);

}  // namespace host::memory
