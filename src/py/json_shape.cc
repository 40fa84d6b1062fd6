// py/json_shape.cc: see json_shape.h. Shapes are kept as strings are (string_cache.cc): in a
// direct-mapped table, which a newer one enters when it is met for the second time in a row. What
// input can make it hold is bounded: few keys, all of them short.
#include "py/json_shape.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "json/plain_text.h"
#include "py/string_cache.h"
#include "py/sync.h"

namespace pydantic_core::py {
namespace {

constexpr uint32_t kFewest = 2;
constexpr uint32_t kMost = 32;
constexpr size_t kEntries = 256;

struct Entry {
  constexpr Entry() : blank() {}
  /// Does nothing: at the end of the process there is no interpreter left to give the blank back
  /// to.
  constexpr ~Entry() {}

  uint64_t hash = 0;
  uint64_t missed = 0;  // of the shape that last was not found here
  union {
    BlankDict blank;
  };
};

constinit Entry entries[kEntries];
constinit SpinFlag lock;
/// The hash of the shape that is expected at a place.
constinit std::atomic<uint64_t> expected[kEntries];

/// 0 for an object whose shape is not kept.
uint64_t hash_of(const Ref* keys, uint32_t count) {
  if (!dict_layout_known || count < kFewest || count > kMost) return 0;
  uint64_t hash = count;
  for (const Ref* key = keys; key != keys + count; ++key)
    hash = place_within(hash, static_cast<uint64_t>(PyObject_Hash(key->get())));
  return hash;
}

bool is_plain_key(Borrowed key) {
  if (!PyUnicode_IS_COMPACT_ASCII(key)) return false;
  const std::string_view text = ascii_view(key);
  return text.size() <= kLongestCached && json::is_plain(text);
}

}  // namespace

void JsonShape::share(const BlankDict& blank) {
  blank_ = blank.share();
  Py_ssize_t count;
  pairs_ = pairs_of_own(blank_.names(), count);
  count_ = static_cast<uint32_t>(count);
}

bool JsonShape::has_keys(const Ref* keys, uint32_t count) const {
  return count == count_ &&
         std::equal(keys, keys + count, pairs_, [](const Ref& key, const DictPair& pair) {
           return is_same_key(key.get(), pair.key);
         });
}

JsonShape::JsonShape(JsonPlace place)
    : hash_(expected[place % kEntries].load(std::memory_order_relaxed)) {
  if (hash_ == 0 || !lock.try_lock()) return;
  const Entry& entry = entries[hash_ % kEntries];
  if (entry.hash == hash_) share(entry.blank);
  lock.unlock();
}

JsonShape::JsonShape(const Ref* keys, uint32_t count) : hash_(hash_of(keys, count)) {
  if (hash_ == 0 || !lock.try_lock()) return;
  Entry& entry = entries[hash_ % kEntries];
  if (entry.hash == hash_) {
    share(entry.blank);
  } else {
    again_ = std::exchange(entry.missed, hash_) == hash_;
  }
  lock.unlock();
  if (blank_ && !has_keys(keys, count)) blank_ = {};
}

void JsonShape::expect_at(JsonPlace place) const {
  expected[place % kEntries].store(hash_, std::memory_order_relaxed);
}

bool JsonShape::keep_if_again(Borrowed dict, const Ref* keys, uint32_t count) const {
  if (!again_ || PyDict_GET_SIZE(dict) != static_cast<Py_ssize_t>(count) ||
      !std::all_of(keys, keys + count, [](const Ref& key) { return is_plain_key(key.get()); })) {
    return true;
  }
  BlankDict blank;
  if (!blank.init(dict, count)) return false;
  if (!blank || !lock.try_lock()) return true;
  Entry& entry = entries[hash_ % kEntries];
  std::swap(entry.blank, blank);  // the old one goes away without the lock
  entry.hash = hash_;
  lock.unlock();
  return true;
}

}  // namespace pydantic_core::py
