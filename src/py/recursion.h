// py/recursion.h: the guard against cyclic inputs and too deep nesting.
//
// Only definition references can recurse without end, so only they enter here: an object that is
// already being validated by the same definition is a cycle, and more than kRecursionLimit levels
// are refused, in some editions as a cycle. (Defaults that are validated, and are wrong, recurse as
// well: State::defaults counts those.)
#pragma once

#include <cstdint>

#include "base/vec.h"

namespace pydantic_core {

/// Levels of definition references; shown to Python as `_recursion_limit`. Fewer on WASI, whose
/// stack is small.
#ifdef __wasi__
inline constexpr int kRecursionLimit = 49;
inline constexpr uint32_t kTreeLimit = 400;
#else
inline constexpr int kRecursionLimit = 255;
inline constexpr uint32_t kTreeLimit = 3000;
#endif

struct RecursionKey {
  const void* object;
  const void* definition;
  bool operator==(const RecursionKey&) const = default;
};

class RecursionGuard {
 public:
  enum class Entry : uint8_t { ok, cycle, depth, no_memory };

  /// Notes that `definition` works on `object`; leave() must follow when the answer is ok.
  Entry enter(const void* object, const void* definition) {
    const RecursionKey key{object, definition};
    if (is_known(key)) return Entry::cycle;
    if (full()) {
      if (refused_.size() < kRefusedKept && !refused_.push(key)) return Entry::no_memory;
      return Entry::depth;
    }
    if (!levels_.push({key, bits_})) return Entry::no_memory;
    bits_ |= bit_of(object);
    return Entry::ok;
  }
  void leave() {
    bits_ = levels_.back().bits_before;
    levels_.pop();
  }
  /// Whether enter() would refuse the two.
  bool refuses(const void* object, const void* definition) const {
    return full() || is_known({object, definition});
  }
  /// Whether enter() would refuse anything.
  bool full() const { return levels_.size() >= kRecursionLimit; }
  /// Whether half of what enter() takes is taken.
  bool is_deep() const { return levels_.size() >= kRecursionLimit / 2; }
  /// Takes over what `other` is in the middle of; false when the heap is exhausted.
  [[nodiscard]] bool copy_from(const RecursionGuard& other) {
    bits_ = other.bits_;
    return copy(levels_, other.levels_) && copy(refused_, other.refused_);
  }

 private:
  // Upstream never removes an object that it refused for its depth, and reports a cycle when it
  // meets it again. To match that, a few of them are remembered.
  static constexpr uint32_t kRefusedKept = 32;

  struct Level {
    RecursionKey key;
    uint64_t bits_before;  ///< bits_ without it and those after it
  };

  /// By Fibonacci hashing: the addresses of objects that were made one after the other are often as
  /// far from each other.
  static uint64_t bit_of(const void* object) {
    const uint64_t hash = uint64_t{reinterpret_cast<uintptr_t>(object)} * 0x9E3779B97F4A7C15;
    return uint64_t{1} << (hash >> 58);
  }
  bool is_known(const RecursionKey& wanted) const {
    if ((bits_ & bit_of(wanted.object)) != 0) {
      for (const Level& level : levels_) {
        if (level.key == wanted) return true;
      }
    }
    for (const RecursionKey& key : refused_) {
      if (key == wanted) return true;
    }
    return false;
  }
  template <class T>
  [[nodiscard]] static bool copy(Vec<T>& to, const Vec<T>& from) {
    to.clear();
    if (!to.reserve(from.size())) return false;
    for (const T& item : from) (void)to.push(item);
    return true;
  }

  Vec<Level> levels_;
  /// bit_of() each object of levels_: one whose bit is missing is not among them.
  uint64_t bits_ = 0;
  Vec<RecursionKey> refused_;
};

/// The same for JSON and for what validate_strings takes. JSON is a tree whose depth was bounded
/// when it was read, so only a schema that refers to itself without going into the input is
/// endless; dicts of strings may also hold themselves. Upstream overflows its stack there.
class TreeGuard {
 public:
  enum class Entry : uint8_t { ok, cycle, depth, no_memory };

  /// As RecursionGuard::enter; `tree` says that no object can be met again further in.
  Entry enter(const void* object, const void* definition, bool tree) {
    for (uint32_t i = keys_.size(); i-- > 0;) {
      if (keys_[i] == RecursionKey{object, definition}) return Entry::cycle;
      if (tree && keys_[i].object != object) break;
    }
    if (keys_.size() >= kTreeLimit) return Entry::depth;
    return keys_.push({object, definition}) ? Entry::ok : Entry::no_memory;
  }
  void leave() { keys_.pop(); }

 private:
  Vec<RecursionKey> keys_;
};

}  // namespace pydantic_core
