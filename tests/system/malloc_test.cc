// tests/system/malloc_test.cc: host/libc/malloc.cc under a random load. Every block is filled, and
// looked at before it is freed or after it was moved; memory.py compiles this for WASI and runs it.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

extern "C" size_t malloc_usable_size(void*);

namespace {

constexpr int kBlocks = 3000;
constexpr int kSteps = 200000;
constexpr size_t kPage = 64 << 10;

struct Filled {
  unsigned char* bytes;
  size_t size;
  unsigned char value;
};

Filled blocks[kBlocks];
size_t live, most_live;
uint64_t seed = 88172645463325252;

uint32_t random_number() {
  seed ^= seed << 13;
  seed ^= seed >> 7;
  seed ^= seed << 17;
  return seed >> 11;
}

/// Mostly small, some large.
size_t random_size() {
  const uint32_t kind = random_number() % 100;
  return random_number() % (kind < 70 ? 500 : kind < 95 ? 8000 : kind < 99 ? 70000 : 1000000);
}

[[noreturn]] void fail(const char* what) {
  std::printf("%s\n", what);
  std::exit(1);
}

void check(const unsigned char* bytes, size_t size, unsigned char value, const char* what) {
  for (size_t i = 0; i < size; ++i)
    if (bytes[i] != value) fail(what);
}

void* allocate(size_t size) {
  switch (random_number() % 10) {
    case 0: {
      const size_t alignment = 16u << random_number() % 10;
      void* memory = aligned_alloc(alignment, size);
      if (reinterpret_cast<uintptr_t>(memory) % alignment != 0)
        fail("a block is not aligned as asked");
      return memory;
    }
    case 1: {
      void* memory = calloc(1, size);
      if (memory != nullptr)
        check(static_cast<unsigned char*>(memory), size, 0, "calloc's block is not empty");
      return memory;
    }
    default:
      return malloc(size);
  }
}

void step(Filled& block) {
  const size_t size = random_size();
  live += size - block.size;
  if (live > most_live) most_live = live;
  check(block.bytes, block.size, block.value, "a block was written by somebody else");
  if (random_number() % 3 == 0) {
    auto* moved = static_cast<unsigned char*>(realloc(block.bytes, size));
    if (moved != nullptr)
      check(moved, size < block.size ? size : block.size, block.value, "realloc lost bytes");
    block.bytes = moved;
  } else {
    free(block.bytes);
    block.bytes = static_cast<unsigned char*>(allocate(size));
  }
  if (block.bytes == nullptr) fail("there is no memory");
  if (reinterpret_cast<uintptr_t>(block.bytes) % 16 != 0) fail("a block is not aligned");
  if (malloc_usable_size(block.bytes) < size) fail("a block is too small");
  block.size = size;
  block.value = random_number();
  std::memset(block.bytes, block.value, size);
}

}  // namespace

int main() {
  for (int i = 0; i < kSteps; ++i) step(blocks[random_number() % kBlocks]);
  const size_t memory = __builtin_wasm_memory_size(0) * kPage;
  if (memory > most_live * 5 / 2 + (1 << 20)) fail("too much memory for what was asked for");

  for (Filled& block : blocks) free(block.bytes);
  if (malloc(most_live) == nullptr || __builtin_wasm_memory_size(0) * kPage != memory)
    fail("free blocks were not joined");

  if (malloc(~size_t{0}) != nullptr || malloc(size_t{3} << 30) != nullptr ||
      calloc(1 << 20, 1 << 20) != nullptr)
    fail("more memory was given than there is");
  void* pointer = &live;
  if (posix_memalign(&pointer, 64, ~size_t{0} - 100) == 0 || pointer != &live)
    fail("posix_memalign did not fail as it should");
  void* grown = nullptr;  // the last block grows where it is
  for (size_t size = 1 << 20; size <= (64 << 20); size += 1 << 20)
    if ((grown = realloc(grown, size)) == nullptr) fail("realloc does not grow");
  if (__builtin_wasm_memory_size(0) * kPage > memory + (80 << 20))
    fail("realloc leaves memory behind");
}
