// host/embedded/archive.cc: look-up and inflating in the embedded archive; archive.h says how it is
// laid out.

#include "embedded/archive.h"

#define ZLIB_CONST
#include <zlib.h>

#include <algorithm>
#include <cstring>

// In a data segment, from archive_data.c.
extern "C" const char host_archive[];

namespace host {
namespace {

struct Header {
  char magic[4];
  uint32_t count;
};

}  // namespace

uint32_t entry_count() { return reinterpret_cast<const Header*>(host_archive)->count; }

const Entry* entries() { return reinterpret_cast<const Entry*>(host_archive + sizeof(Header)); }

std::string_view name_of(const Entry& entry) {
  return {host_archive + entry.name_at, entry.name_size};
}

const Entry* lower_bound(std::string_view name) {
  return std::lower_bound(
      entries(), entries() + entry_count(), name,
      [](const Entry& entry, std::string_view wanted) { return name_of(entry) < wanted; });
}

const Entry* find_entry(std::string_view name) {
  const Entry* found = lower_bound(name);
  return found != entries() + entry_count() && name_of(*found) == name ? found : nullptr;
}

const char* stored_bytes(const Entry& entry) {
  return entry.stored_size == entry.size ? host_archive + entry.data_at : nullptr;
}

bool read_entry(const Entry& entry, char* out) {
  const char* bytes = host_archive + entry.data_at;
  if (entry.stored_size == entry.size) {
    std::memcpy(out, bytes, entry.size);
    return true;
  }
  z_stream stream{};
  stream.next_in = reinterpret_cast<const Bytef*>(bytes);
  stream.avail_in = entry.stored_size;
  stream.next_out = reinterpret_cast<Bytef*>(out);
  stream.avail_out = entry.size;
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return false;
  int status = inflate(&stream, Z_FINISH);
  inflateEnd(&stream);
  return status == Z_STREAM_END && stream.avail_out == 0;
}

}  // namespace host
