// host/embedded/archive.h: the files that python.wasm carries in itself.
//
// One blob in a data segment, written by tools/wasm_archive.py: a header (magic, count), a table of
// entries sorted by name, the names, and the files' bytes, deflated if that makes them smaller.
// Nothing is unpacked or indexed at start: a look-up is a binary search in the table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace host {

/// One file as it lies in the archive. All offsets count from the archive's first byte.
struct Entry {
  uint32_t name_at;
  uint32_t name_size;
  uint32_t data_at;
  uint32_t stored_size;  ///< Equal to `size` if the bytes are not deflated.
  uint32_t size;
};

/// The number of files, and the first of their entries.
uint32_t entry_count();
const Entry* entries();

std::string_view name_of(const Entry& entry);

/// The file of that name, or nullptr.
const Entry* find_entry(std::string_view name);

/// The first entry whose name is not less than `name`; the end of the table if there is none.
const Entry* lower_bound(std::string_view name);

/// The file's bytes if they are not deflated, else nullptr.
const char* stored_bytes(const Entry& entry);

/// Writes the file's `entry.size` bytes to `out`. False if the archive is damaged or memory runs
/// out.
[[nodiscard]] bool read_entry(const Entry& entry, char* out);

}  // namespace host
