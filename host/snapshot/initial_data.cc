// host/snapshot/initial_data.cc: the way back from a snapshot to a program that has not started
// yet.
//
// A few runs ask for an interpreter that has started otherwise (`python -O`, a hash seed): they
// must not find anything of the snapshot's. The data that the linker laid down are a part of memory
// like any other, and most of them never change; so the changed stretches are kept as they were,
// and everything beyond the data was zero.

#include "snapshot/initial_data.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "snapshot/heap.h"

// Where the linker puts the data; the stack is below them.
extern "C" char __global_base[];
extern "C" char __data_end[];

namespace host {
namespace {

constexpr size_t kPage = 64 << 10;
constexpr size_t kGap = 16;  // shorter equal stretches are not worth a new entry

char* copy;     // of all data, while the snapshot is made
char* changes;  // entries: where (from the data's begin), how much, the bytes
size_t changes_size;

size_t data_size() { return __data_end - __global_base; }

struct Stretch {
  uint32_t at;
  uint32_t size;
};

/// Calls `each` with every stretch of the data that is not as it was.
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

// These variables are data as well: they are set after they are copied, and read before they are
// put back.

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
  // Everything that is changed after the stretches are counted must not make more of them.
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
  forget_heap();  // which goes on changing after the snapshot
  std::memset(__data_end, 0,
              __builtin_wasm_memory_size(0) * kPage - reinterpret_cast<uintptr_t>(__data_end));
}

}  // namespace host
