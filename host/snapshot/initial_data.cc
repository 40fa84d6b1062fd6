// host/snapshot/initial_data.cc: restores, from a snapshot, the memory of a program that has not
// started.
//
// Some runs need an interpreter that was started differently (`python -O`, a hash seed), and must
// find nothing of the snapshot. The initial data of the program are a part of its memory, most of
// which never changes. So the original bytes of the stretches that have changed are kept; all
// memory behind the data was zero.

#include "snapshot/initial_data.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "snapshot/heap.h"

// The begin and end of the data, from the linker. The stack is below them.
extern "C" char __global_base[];
extern "C" char __data_end[];

namespace host {
namespace {

constexpr size_t kPage = 64 << 10;
constexpr size_t kGap = 16;  // equal stretches shorter than this do not end an entry

char* copy;     // of all initial data, while the snapshot is made
char* changes;  // entries: offset in the data, size, bytes
size_t changes_size;

size_t data_size() { return __data_end - __global_base; }

struct Stretch {
  uint32_t at;
  uint32_t size;
};

/// Calls `each` with every stretch of the data that has changed.
template <class Each>
void for_changes(const char* before, Each each) {
  const char* now = __global_base;
  const size_t size = data_size();
  for (size_t at = 0; at < size;) {
    if (now[at] == before[at]) {
      ++at;
      continue;
    }
    size_t end = at + 1;
    for (size_t equal = 0; end < size && equal < kGap; ++end)
      equal = now[end] == before[end] ? equal + 1 : 0;
    each(Stretch{static_cast<uint32_t>(at), static_cast<uint32_t>(end - at)});
    at = end;
  }
}

}  // namespace

// These variables are data as well. So they are set after the data are copied, and read before the
// data are restored.

void keep_data() {
  const size_t pages = (data_size() + kPage - 1) / kPage;
  char* const limit = reinterpret_cast<char*>(__builtin_wasm_memory_size(0) * kPage);
  const size_t first = __builtin_wasm_memory_grow(0, pages);
  if (first == SIZE_MAX) __builtin_trap();
  char* to = reinterpret_cast<char*>(first * kPage);
  std::memcpy(to, __global_base, data_size());
  copy = to;
  heap_limit = limit;
}

void keep_changes() {
  const char* before = copy;
  // What changes after the stretches have been counted must fit as well.
  size_t size = 0;
  for_changes(before, [&](Stretch stretch) { size += sizeof stretch + stretch.size; });
  size += 4096;  // malloc's own tables, and these variables
  auto* kept = static_cast<char*>(std::malloc(size));
  if (kept == nullptr) __builtin_trap();
  changes = kept;
  changes_size = 1;
  copy = nullptr;
  char* to = kept;
  const size_t pages = (data_size() + kPage - 1) / kPage;
  for_changes(before, [&](Stretch stretch) {
    if (to + sizeof stretch + stretch.size > kept + size) __builtin_trap();
    std::memcpy(to, &stretch, sizeof stretch);
    std::memcpy(to + sizeof stretch, before + stretch.at, stretch.size);
    to += sizeof stretch + stretch.size;
  });
  changes_size = to - kept;
  char* freed = const_cast<char*>(before);
  std::memset(freed, 0, pages * kPage);
  give_memory(freed, freed + pages * kPage);
}

void restore_data() {
  const char* from = changes;
  const char* const end = changes + changes_size;
  while (from < end) {
    Stretch stretch;
    std::memcpy(&stretch, from, sizeof stretch);
    std::memcpy(__global_base + stretch.at, from + sizeof stretch, stretch.size);
    from += sizeof stretch + stretch.size;
  }
  forget_heap();  // it has changed since the snapshot was made
  std::memset(__data_end, 0,
              __builtin_wasm_memory_size(0) * kPage - reinterpret_cast<uintptr_t>(__data_end));
}

}  // namespace host
