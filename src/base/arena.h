// base/arena.h: memory that is freed all at once.
//
// The nodes of one schema live and die together: an arena packs them closely (a node costs its
// size, no heap header) and frees them in a few calls. It does not run destructors; its owner does
// (schema/graph.h). One thread uses an arena at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <utility>

namespace pydantic_core {

class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() {
    while (blocks_ != nullptr) std::free(std::exchange(blocks_, blocks_->next));
  }

  /// `size` bytes, at least one, aligned for any scalar; nullptr when the heap is exhausted.
  [[nodiscard]] void* allocate(size_t size) {
    size = (size + kAlign - 1) & ~(kAlign - 1);
    if (size > left_ && !add_block(size)) [[unlikely]]
      return nullptr;
    left_ -= size;
    bytes_ += size;
    return std::exchange(next_, next_ + size);
  }
  /// Frees everything that was allocated; the newest block is kept for later allocations.
  void clear() {
    if (blocks_ == nullptr) return;
    while (Block* older = blocks_->next) {
      blocks_->next = older->next;
      std::free(older);
    }
    char* const begin = reinterpret_cast<char*>(blocks_ + 1);
    left_ += static_cast<size_t>(next_ - begin);
    next_ = begin;
    bytes_ = 0;
  }
  /// Bytes allocated since the last clear(), rounded up to kAlign each.
  size_t bytes() const { return bytes_; }

 private:
  static constexpr size_t kAlign = 8;
  struct Block {
    Block* next;
  };

  bool add_block(size_t least) {
    // Most schemas are a handful of nodes, some are thousands: blocks start small and double.
    size_t size = block_size_;
    if (block_size_ < 8192) block_size_ *= 2;
    if (size < least) size = least;
    auto* block = static_cast<Block*>(std::malloc(sizeof(Block) + size));
    if (block == nullptr) return false;
    block->next = blocks_;
    blocks_ = block;
    next_ = reinterpret_cast<char*>(block + 1);
    left_ = size;
    return true;
  }

  Block* blocks_ = nullptr;
  char* next_ = nullptr;
  size_t left_ = 0;
  size_t block_size_ = 120;
  size_t bytes_ = 0;
};

}  // namespace pydantic_core
