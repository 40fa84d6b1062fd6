// host/libc/malloc.cc: malloc for python.wasm, in place of that of zig's libc. That one rounds
// every block up to a power of two and never joins free blocks: with `--memory 64` a script could
// use 18 MB, and each arena of pymalloc took the memory of two.
//
// This is the "two-level segregated fit" scheme. A free block is in the list of its size class; a
// class is a power of two (first level) and a sixteenth of it (second level); bitmaps of the lists
// that are not empty make finding one that fits a matter of a few instructions, whatever the heap
// looks like. Blocks that become free are joined with free neighbours at once.
//
// The layout of memory: blocks follow each other without gaps. A block begins with the size of the
// block before it, which is present only while that one is free (else these are its last bytes),
// then its own size and two flags, then the memory for the caller, aligned to 16 bytes. So a block
// in use costs 4 bytes. A region of memory ends with an empty block in use. There is one thread,
// and nothing here can be interrupted.

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "snapshot/heap.h"

extern "C" char __heap_base;  // where the linker's data ends

namespace {

struct Block {
  uint32_t size_before;  // of the block before this one, while that is free
  uint32_t head;         // this block's size, a multiple of 16, and the flags
  Block* next;           // from here on the caller's, or the links of the free list
  Block* previous;
};

constexpr uint32_t kUsed = 1;        // this block is in use
constexpr uint32_t kBeforeUsed = 2;  // the block before it is
constexpr uint32_t kFlags = kUsed | kBeforeUsed;

constexpr uint32_t kUnit = 16;   // sizes of blocks and addresses for callers are multiples of this
constexpr uint32_t kOffset = 8;  // from a block to the memory for the caller
constexpr uint32_t kCost = 4;    // the overhead of a block in use
constexpr uint32_t kPage = 64 << 10;   // the unit in which wasm's memory grows
constexpr uint32_t kPages = 4;         // the least number of pages to grow by
constexpr uint32_t kLastPage = 65535;  // the last page with 32-bit addresses
constexpr uint32_t kMost =
    (1u << 31) - kPage;  // the largest block; sums of sizes then do not overflow

constexpr uint32_t kSecond = 16;      // classes in a power of two
constexpr uint32_t kFirstPower = 8;   // below 2^8, each size is its own class
constexpr uint32_t kPowers = 32 - 7;  // rows of classes: the small ones, then one a power of two

struct Heap {
  uint32_t rows;                   // bit r: some list of row r is not empty
  uint32_t lists[kPowers];         // bit s: list s of the row is not empty
  Block* first[kPowers][kSecond];  // the lists
  char* end;                       // of the last region; null before the first
};

constinit Heap heap{};

uint32_t size_of(const Block* block) { return block->head & ~kFlags; }
Block* at(Block* block, uint32_t offset) {
  return reinterpret_cast<Block*>(reinterpret_cast<char*>(block) + offset);
}
Block* after(Block* block) { return at(block, size_of(block)); }
void* given(Block* block) { return reinterpret_cast<char*>(block) + kOffset; }
Block* block_of(void* memory) {
  return reinterpret_cast<Block*>(static_cast<char*>(memory) - kOffset);
}

struct Class {
  uint32_t row, list;
};

/// The class whose list holds free blocks of that size.
Class class_of(uint32_t size) {
  if (size < (1u << kFirstPower)) return {0, size / kUnit};
  const uint32_t power = std::bit_width(size) - 1;
  return {power - kFirstPower + 1, (size >> (power - 4)) & (kSecond - 1)};
}

void link(Block* block) {
  const auto [row, list] = class_of(size_of(block));
  Block*& first = heap.first[row][list];
  block->next = first;
  block->previous = nullptr;
  if (first != nullptr) first->previous = block;
  first = block;
  heap.rows |= 1u << row;
  heap.lists[row] |= 1u << list;
}

void unlink(Block* block) {
  const auto [row, list] = class_of(size_of(block));
  if (block->next != nullptr) block->next->previous = block->previous;
  if (block->previous != nullptr) {
    block->previous->next = block->next;
    return;
  }
  heap.first[row][list] = block->next;
  if (block->next != nullptr) return;
  heap.lists[row] &= ~(1u << list);
  if (heap.lists[row] == 0) heap.rows &= ~(1u << row);
}

/// A free block of at least that size, still in its list; null where there is none.
Block* find(uint32_t size) {
  // Looks in the class above: every block there is large enough, while those in the class of the
  // size may be too small.
  if (size >= (1u << kFirstPower)) size += (1u << (std::bit_width(size) - 5)) - 1;
  const auto [row, list] = class_of(size);
  if (const uint32_t lists = heap.lists[row] & (~0u << list))
    return heap.first[row][std::countr_zero(lists)];
  const uint32_t rows = heap.rows & (~0u << (row + 1));
  if (rows == 0) return nullptr;
  const uint32_t above = std::countr_zero(rows);
  return heap.first[above][std::countr_zero(heap.lists[above])];
}

/// Frees a block of that size, which is in no list, and joins it with its free neighbours.
void release(Block* block, uint32_t size) {
  if (!(block->head & kBeforeUsed)) {
    size += block->size_before;
    block = at(block, -block->size_before);
    unlink(block);
  }
  Block* next = at(block, size);
  if (!(next->head & kUsed)) {
    unlink(next);
    size += size_of(next);
    next = at(block, size);
  }
  block->head = size | kBeforeUsed;  // two free blocks are never neighbours
  next->size_before = size;
  next->head &= ~kBeforeUsed;
  link(block);
}

/// Marks the first `size` bytes of a block of `whole` bytes, which is in no list, as used. Frees
/// the rest.
void* use(Block* block, uint32_t whole, uint32_t size) {
  const uint32_t before = block->head & kBeforeUsed;
  if (whole - size < 2 * kUnit) size = whole;
  block->head = size | kUsed | before;
  Block* next = at(block, size);
  if (size == whole) {
    next->head |= kBeforeUsed;
  } else {
    next->head = kBeforeUsed;
    release(next, whole - size);
  }
  return given(block);
}

/// The empty block in use that ends a region.
Block* end_block(char* end) { return reinterpret_cast<Block*>(end - kOffset); }

void add_region(char* begin, char* end) {
  heap.end = end;
  end_block(end)->head = kUsed;
  // The memory for callers must be aligned, not the block.
  auto* block = reinterpret_cast<Block*>(begin + kUnit - kOffset);
  block->head = kBeforeUsed;
  release(block, reinterpret_cast<char*>(end_block(end)) - reinterpret_cast<char*>(block));
}

/// Grows the memory so that it ends with a free block of at least that size. False if the runtime
/// gives no more.
bool grow(uint32_t size) {
  if (heap.end == nullptr) {  // the first call takes the memory that the program started with
    char* begin = &__heap_base + (-reinterpret_cast<uintptr_t>(&__heap_base) & (kUnit - 1));
    char* end = host::heap_limit != nullptr
                    ? host::heap_limit
                    : reinterpret_cast<char*>(__builtin_wasm_memory_size(0) * kPage);
    if (end - begin >= static_cast<ptrdiff_t>(kPage)) {
      add_region(begin, end);
      return true;
    }
  }
  const Block* last = heap.end == nullptr ? nullptr : end_block(heap.end);
  if (last != nullptr && !(last->head & kBeforeUsed))
    size -= std::min(size, last->size_before);  // which is free already
  uint32_t pages = (size + 2 * kUnit + kPage - 1) / kPage;
  size_t first = pages < kPages ? __builtin_wasm_memory_grow(0, kPages) : SIZE_MAX;
  if (first != SIZE_MAX)
    pages = kPages;
  else
    first = __builtin_wasm_memory_grow(0, pages);
  if (first == SIZE_MAX) return false;
  if (first + pages == kLastPage + 1 && --pages == 0) return false;  // the end would be address 0

  char* begin = reinterpret_cast<char*>(first * kPage);
  char* end = begin + pages * kPage;
  if (begin != heap.end) {  // other code has grown the memory meanwhile
    add_region(begin, end);
    return true;
  }
  Block* block = end_block(begin);  // becomes the first block of the new memory
  heap.end = end;
  end_block(end)->head = kUsed;
  release(block, pages * kPage);
  return true;
}

/// The size of the free block after this one; 0 if that block is in use.
uint32_t room_after(Block* block) {
  Block* next = after(block);
  return next->head & kUsed ? 0 : size_of(next);
}

/// The size of a block for that many bytes; 0 if that is too much.
uint32_t block_size(size_t bytes) {
  if (bytes > kMost) return 0;
  return (bytes + kCost + kUnit - 1) & ~(kUnit - 1);
}

void* no_memory() {
  errno = ENOMEM;
  return nullptr;
}

void* allocate(uint32_t size) {
  if (size == 0) return no_memory();
  Block* block = find(size);
  while (block == nullptr) {
    // Enough for the class above, where `find` looks.
    if (!grow(size + (size >> 4))) return no_memory();
    block = find(size);
  }
  unlink(block);
  return use(block, size_of(block), size);
}

}  // namespace

namespace host {

constinit char* heap_limit = nullptr;

void give_memory(char* begin, char* end) {
  char* const last = heap.end;
  add_region(begin, end);
  heap.end = last;
}

void seal_heap() {
  for (auto& row : heap.first)
    for (Block*& first : row)
      while (first != nullptr) {
        Block* block = first;
        unlink(block);
        block->head |= kUsed;
        after(block)->head |= kBeforeUsed;
      }
}

void forget_heap() {
  heap = {};
  heap_limit = nullptr;
}

}  // namespace host

extern "C" {

void* malloc(size_t bytes) { return allocate(block_size(bytes)); }

void free(void* memory) {
  if (memory == nullptr) return;
  Block* block = block_of(memory);
  release(block, size_of(block));
}

void* calloc(size_t count, size_t size) {
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes)) return no_memory();
  // Not malloc: the compiler would turn it and memset into a call of calloc.
  void* memory = allocate(block_size(bytes));
  return memory == nullptr ? nullptr : std::memset(memory, 0, bytes);
}

void* realloc(void* memory, size_t bytes) {
  if (memory == nullptr) return malloc(bytes);
  const uint32_t size = block_size(bytes);
  if (size == 0) return no_memory();
  Block* block = block_of(memory);
  const uint32_t before = size_of(block);
  uint32_t room = room_after(block);
  if (before + room < size && at(block, before + room) == end_block(heap.end) &&
      grow(size - before))
    room = room_after(block);
  if (before >= size) return use(block, before, size);
  if (before + room >= size) {
    unlink(after(block));
    return use(block, before + room, size);
  }
  void* copy = allocate(size);
  if (copy == nullptr) return nullptr;
  std::memcpy(copy, memory, before - kCost);
  free(memory);
  return copy;
}

void* reallocarray(void* memory, size_t count, size_t size) {
  size_t bytes;
  return __builtin_mul_overflow(count, size, &bytes) ? no_memory() : realloc(memory, bytes);
}

void* aligned_alloc(size_t alignment, size_t bytes) {
  if (alignment <= kUnit) return malloc(bytes);
  const uint32_t size = block_size(bytes);
  if (size == 0 || alignment > kMost / 2 || size > kMost / 2) return no_memory();
  void* memory = allocate(size + alignment);
  if (memory == nullptr) return nullptr;
  Block* block = block_of(memory);
  const auto address = reinterpret_cast<uintptr_t>(memory);
  const uint32_t gap = -address & (alignment - 1);
  if (gap == 0) return use(block, size_of(block), size);
  const uint32_t whole = size_of(block) - gap;
  Block* aligned = at(block, gap);
  aligned->head = whole | kUsed;
  release(block, gap);
  return use(aligned, whole, size);
}

void* memalign(size_t alignment, size_t bytes) { return aligned_alloc(alignment, bytes); }
void* valloc(size_t bytes) { return aligned_alloc(kPage, bytes); }

int posix_memalign(void** result, size_t alignment, size_t bytes) {
  const int saved = errno;
  void* memory = aligned_alloc(alignment, bytes);
  errno = saved;
  if (memory == nullptr) return ENOMEM;
  *result = memory;
  return 0;
}

size_t malloc_usable_size(void* memory) {
  return memory == nullptr ? 0 : size_of(block_of(memory)) - kCost;
}

}  // extern "C"
