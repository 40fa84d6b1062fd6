// base/slot_table.h: numbers the keys of a set, texts or integers, in the order in which they were
// added, and finds the number of a key: its slot.
//
// Open addressing; at most half of the buckets are in use. Growing can fail. A text must live as
// long as the table. One thread adds at a time; when all is added, any number may look up.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/utf8.h"
#include "base/vec.h"

namespace pydantic_core {

namespace slot_table_detail {

inline uint32_t mixed(uint64_t hash, uint64_t word) {
  // The high bits of a product depend on all bits, the low bits on low bits alone. Keys differ in
  // their first characters or in their last ones, and short keys stand in a word twice: two rounds,
  // with the high half mixed into the low one between them, tell all of them apart.
  // (One factor for both lets integers that differ in their high half alone come together.)
  hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
  hash = (hash ^ hash >> 32) * 0xBF58476D1CE4E5B9u;
  return static_cast<uint32_t>(hash >> 32);
}

/// Of all of the key, a word at a time.
[[gnu::noinline]] inline uint32_t hash_of(std::string_view key) {
  const char* const data = key.data();
  const size_t size = key.size();
  auto hash = static_cast<uint32_t>(size);
  for (size_t i = 0; i + 8 < size; i += 8) hash = mixed(hash, utf8::load64(data + i));
  return mixed(hash, utf8::last_bytes(data, size));
}
inline uint32_t hash_of(int64_t key) { return mixed(0, static_cast<uint64_t>(key)); }

inline bool is_same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && utf8::is_same(a.data(), b.data(), a.size());
}
inline bool is_same(int64_t a, int64_t b) { return a == b; }

}  // namespace slot_table_detail

/// `Key` is std::string_view or int64_t.
template <class Key>
class SlotTable {
 public:
  static constexpr uint32_t kMissing = UINT32_MAX;

  /// Makes room for so many keys, of which there may be more. False when the heap is exhausted: the
  /// table cannot be used any more.
  [[nodiscard]] bool reserve(size_t count) {
    const size_t capacity = std::bit_ceil(2 * count + 2);
    buckets_.clear();
    if (!buckets_.reserve_exactly(capacity) || !buckets_.resize(capacity) ||
        !keys_.reserve_exactly(count)) {
      return false;
    }
    for (uint32_t slot = 0; slot < keys_.size(); ++slot) bucket_of(keys_[slot]) = slot + 1;
    return true;
  }
  /// Adds a key, if it is not there yet, and gives its slot. False when the heap is exhausted.
  [[nodiscard]] bool add(Key key, uint32_t& slot) {
    if (size_t{keys_.size()} * 2 >= buckets_.size() && !reserve(keys_.size() + 1)) return false;
    uint32_t& bucket = bucket_of(key);
    slot = bucket - 1u;
    if (bucket != 0) return true;
    slot = keys_.size();
    if (!keys_.push(key)) return false;
    bucket = keys_.size();
    return true;
  }
  uint32_t size() const { return keys_.size(); }
  Key operator[](uint32_t slot) const { return keys_[slot]; }
  /// The slot of a key, or kMissing. A text must have the same encoding as those that were added.
  uint32_t find(Key key) const {
    if (keys_.empty()) return kMissing;
    const size_t mask = buckets_.size() - 1;
    for (size_t at = slot_table_detail::hash_of(key) & mask; buckets_[at] != 0;
         at = (at + 1) & mask) {
      const uint32_t slot = buckets_[at] - 1u;
      if (slot_table_detail::is_same(keys_[slot], key)) return slot;
    }
    return kMissing;
  }

 private:
  /// The bucket of a key, or the empty one where it belongs.
  uint32_t& bucket_of(Key key) {
    const size_t mask = buckets_.size() - 1;
    size_t at = slot_table_detail::hash_of(key) & mask;
    while (buckets_[at] != 0 && !slot_table_detail::is_same(keys_[buckets_[at] - 1u], key))
      at = (at + 1) & mask;
    return buckets_[at];
  }

  Vec<Key> keys_;          // by slot
  Vec<uint32_t> buckets_;  // slot + 1, or 0; a power of two of them
};

}  // namespace pydantic_core
