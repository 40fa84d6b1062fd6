// base/bitset.h: a set of small numbers; the first 64 need no heap.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace pydantic_core {

class BitSet {
 public:
  BitSet() = default;
  BitSet(const BitSet&) = delete;
  BitSet& operator=(const BitSet&) = delete;
  ~BitSet() {
    if (words_ != &few_) std::free(words_);
  }
  /// Makes room for the numbers below `count`. False when the heap is exhausted. Called once,
  /// before `has` and `add`, whose numbers must be below `count`.
  [[nodiscard]] bool init(uint32_t count) {
    if (count <= 64) return true;
    auto* words = static_cast<uint64_t*>(std::calloc((count + 63) / 64, sizeof(uint64_t)));
    if (words != nullptr) words_ = words;
    return words != nullptr;
  }
  bool has(uint32_t i) const { return (words_[i / 64] >> (i % 64)) & 1; }
  /// True when `i` was not in the set before.
  bool add(uint32_t i) {
    const uint64_t bit = uint64_t{1} << (i % 64);
    const bool is_new = (words_[i / 64] & bit) == 0;
    words_[i / 64] |= bit;
    return is_new;
  }

 private:
  uint64_t few_ = 0;
  uint64_t* words_ = &few_;
};

}  // namespace pydantic_core
