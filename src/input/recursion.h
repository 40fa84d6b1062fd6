// input/recursion.h: the guard against cyclic inputs and too deep nesting.
//
// Only definition references can recurse without end, so only they enter here: an object that is
// already being validated by the same definition is a cycle, and more than kRecursionLimit levels
// are taken for one, as upstream does.
#pragma once

#include <cstdint>

#include "base/vec.h"

namespace pydantic_core {

/// Levels of definition references; shown to Python as `_recursion_limit`. Fewer on WASI, whose
/// stack is small.
#ifdef __wasi__
inline constexpr int kRecursionLimit = 49;
#else
inline constexpr int kRecursionLimit = 255;
#endif

class RecursionGuard {
 public:
  enum class Entry : uint8_t { ok, cycle, no_memory };

  /// Notes that `definition` works on `object`; leave() must follow when the answer is ok.
  Entry enter(const void* object, const void* definition) {
    for (const Key& key : keys_) {
      if (key.object == object && key.definition == definition) return Entry::cycle;
    }
    if (keys_.size() >= kRecursionLimit) return Entry::cycle;
    return keys_.push({object, definition}) ? Entry::ok : Entry::no_memory;
  }
  void leave() { keys_.pop(); }
  /// Takes over what `other` is in the middle of; false when the heap is exhausted.
  [[nodiscard]] bool copy_from(const RecursionGuard& other) {
    keys_.clear();
    for (const Key& key : other.keys_) {
      if (!keys_.push(key)) return false;
    }
    return true;
  }
  /// After enter() refused: whether the levels ran out, and the object is no cycle.
  bool refused_depth(const void* object, const void* definition) const {
    for (const Key& key : keys_) {
      if (key.object == object && key.definition == definition) return false;
    }
    return true;
  }
  /// Whether enter() would refuse anything.
  bool full() const { return keys_.size() >= kRecursionLimit; }
  /// Becomes what `other` is now; false when the heap is exhausted.
  [[nodiscard]] bool copy(const RecursionGuard& other) {
    keys_.clear();
    if (!keys_.reserve(other.keys_.size())) return false;
    for (const Key& key : other.keys_) (void)keys_.push(key);
    return true;
  }

 private:
  struct Key {
    const void* object;
    const void* definition;
  };
  Vec<Key> keys_;
};

}  // namespace pydantic_core
