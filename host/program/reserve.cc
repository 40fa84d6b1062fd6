// host/program/reserve.cc: wraps Python's raw allocator, from which objects get their memory too,
// directly or through arenas.

#include "program/reserve.h"

#include <Python.h>

#include <cstdlib>

namespace host {
namespace {

constexpr size_t kReserve =
    4 << 20;  // printing a traceback imports `traceback` and what that needs

void* reserve;

/// Frees the reserve if the allocation failed.
void* checked(void* block) {
  if (block == nullptr) {
    std::free(reserve);
    reserve = nullptr;
  }
  return block;
}

// A size of zero is treated as one byte, as in Python's own raw allocator.
void* raw_malloc(void*, size_t size) { return checked(std::malloc(size ? size : 1)); }
void* raw_calloc(void*, size_t count, size_t size) {
  return checked(count && size ? std::calloc(count, size) : std::calloc(1, 1));
}
void* raw_realloc(void*, void* block, size_t size) {
  return checked(std::realloc(block, size ? size : 1));
}
void raw_free(void*, void* block) { std::free(block); }

}  // namespace

void keep_reserve() {
  reserve = std::malloc(kReserve);
  PyMemAllocatorEx allocator{nullptr, raw_malloc, raw_calloc, raw_realloc, raw_free};
  PyMem_SetAllocator(PYMEM_DOMAIN_RAW, &allocator);
}

}  // namespace host
