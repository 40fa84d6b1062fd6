// py/spare_arenas.cc: see spare_arenas.h.
#include "py/spare_arenas.h"

#include <atomic>

#include "py/python.h"

namespace pydantic_core::py {
namespace {

constexpr int kMost = 4;
constexpr size_t kArenaSize = 1 << 20;

/// The functions that were set before.
constinit PyObjectArenaAllocator below{};

/// Interpreters with a GIL of their own share them.
constinit std::atomic<void*> spare[kMost]{};

// CPython takes pieces of its stack of frames through the same functions; most have other sizes.
// They are called for a MiB at a time, and are compiled for size.

[[gnu::cold]] void* allocate(void*, size_t size) {
  if (size == kArenaSize) {
    for (std::atomic<void*>& place : spare) {
      if (void* arena = place.exchange(nullptr)) return arena;
    }
  }
  return below.alloc(below.ctx, size);
}

[[gnu::cold]] void give_back(void*, void* arena, size_t size) {
  if (size == kArenaSize) {
    for (std::atomic<void*>& place : spare) {
      void* none = nullptr;
      if (place.compare_exchange_strong(none, arena)) return;
    }
  }
  below.free(below.ctx, arena, size);
}

}  // namespace

void keep_spare_arenas() {
  if (!kArenasReachTheSystem || below.alloc != nullptr) return;
  PyObject_GetArenaAllocator(&below);
  // The old context: another interpreter may read the struct while it is replaced, and must not
  // call an old function with a new context. Ours ignore it.
  PyObjectArenaAllocator keeping{below.ctx, &allocate, &give_back};
  PyObject_SetArenaAllocator(&keeping);
}

}  // namespace pydantic_core::py
