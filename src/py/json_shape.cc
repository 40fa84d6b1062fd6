// py/json_shape.cc: see json_shape.h. Shapes are kept as strings are (string_cache.cc): in a
// direct-mapped table, which a newer one enters when it is met for the second time in a row. What
// input can make it hold is bounded: few keys, all of them short.
#include "py/json_shape.h"

#include <algorithm>
#include <memory>
#include <new>
#include <utility>

#include "base/utf8.h"
#include "py/no_memory.h"
#include "py/str.h"
#include "py/string_cache.h"
#include "py/sync.h"

namespace pydantic_core::py {
namespace {

constexpr size_t kFewest = 2;
constexpr size_t kMost = 32;
constexpr size_t kEntries = 256;

struct Entry {
  uint64_t hash = 0;
  uint64_t missed = 0;               // of the shape that last was not found here
  const BlankDict* blank = nullptr;  // owned
};

constinit Entry entries[kEntries];
constinit SpinFlag lock;

/// 0 for an object whose shape is not kept.
uint64_t hash_of(json::Value object) {
  if (!dict_layout_known || object.size() < kFewest || object.size() > kMost) return 0;
  uint64_t hash = object.size();
  for (const json::Member member : object.as_object()) {
    const std::string_view key = member.key.as_string();
    if (key.size() > kLongestCached) return 0;
    hash = (hash ^ key.size() ^ utf8::last_bytes(key.data(), key.size())) * 0x9E3779B97F4A7C15u;
    hash ^= hash >> 32;
  }
  return hash;
}

bool has_ascii_keys(const BlankDict& blank) {
  Py_ssize_t count;
  const DictPair* const pairs = pairs_of_own(blank.names(), count);
  return std::all_of(pairs, pairs + count,
                     [](const DictPair& pair) { return PyUnicode_IS_COMPACT_ASCII(pair.key); });
}

/// Whether a blank has the keys of the object.
bool is_same(const BlankDict& blank, json::Value object) {
  Py_ssize_t count;
  const DictPair* pair = pairs_of_own(blank.names(), count);
  if (static_cast<size_t>(count) != object.size()) return false;
  for (const json::Member member : object.as_object()) {
    const std::string_view key = member.key.as_string();
    const std::string_view known = ascii_view((pair++)->key);
    if (known.size() != key.size() || !utf8::is_same(known.data(), key.data(), key.size()))
      return false;
  }
  return true;
}

}  // namespace

JsonShape::JsonShape(json::Value object) : hash_(hash_of(object)) {
  if (hash_ == 0 || !lock.try_lock()) return;
  Entry& entry = entries[hash_ % kEntries];
  if (entry.hash == hash_) {
    blank_ = entry.blank->share();
  } else {
    again_ = std::exchange(entry.missed, hash_) == hash_;
  }
  lock.unlock();
  if (blank_ && !is_same(blank_, object)) blank_ = {};
}

bool JsonShape::keep_if_again(Borrowed dict, size_t size) const {
  if (!again_) return true;
  std::unique_ptr<BlankDict> made(new (std::nothrow) BlankDict);
  if (made == nullptr) return no_memory();
  if (!made->init(dict, static_cast<uint32_t>(size))) return false;
  if (!*made || !has_ascii_keys(*made) || !lock.try_lock()) return true;
  Entry& entry = entries[hash_ % kEntries];
  const std::unique_ptr<const BlankDict> old(std::exchange(entry.blank, made.release()));
  entry.hash = hash_;
  lock.unlock();
  return true;
}

}  // namespace pydantic_core::py
