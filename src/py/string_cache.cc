// py/string_cache.cc: a direct-mapped cache. A newer string takes the place of an older one when it
// is met for the second time in a row: most strings occur once, and storing each of them would
// evict those that occur again, and write to memory that is no longer in the processor's caches.
//
// A name in a schema that was made at run time is looked for here before it is interned, which
// costs less than finding it in CPython's own table.
#include "py/string_cache.h"

#include <cstring>

#include "base/utf8.h"
#include "py/str.h"
#include "py/sync.h"

namespace pydantic_core {
namespace {

constexpr size_t kEntries = 16384;

struct Entry {
  uint64_t hash = 0;
  PyObject* text = nullptr;  // owned; one that is not ASCII has its UTF-8 with it
};

constinit Entry entries[kEntries];
/// For each entry, a part of the hash of the string that last was not found there.
constinit uint32_t missed[kEntries];
constinit py::SpinFlag lock;  // of both

uint64_t hash_of(std::string_view text) {
  constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15u;
  const char* p = text.data();
  const size_t n = text.size();
  uint64_t hash = n * kMultiplier;
  for (size_t i = 0; i + 8 < n; i += 8) {
    hash = (hash ^ utf8::load64(p + i)) * kMultiplier;
    hash ^= hash >> 32;
  }
  hash = (hash ^ utf8::last_bytes(p, n)) * kMultiplier;
  return hash ^ (hash >> 29) ^ (hash >> 47);
}

/// Whether a str of the cache is that text.
bool is_same(Borrowed text, std::string_view wanted) {
  std::string_view known;
  return py::utf8(text, known) && known.size() == wanted.size() &&
         utf8::is_same(known.data(), wanted.data(), wanted.size());
}

/// The str of the cache that is that text. Empty where there is none: `again` then says whether the
/// text was the last one that was not found at its place before, too.
[[gnu::always_inline]] inline Ref find(std::string_view text, uint64_t hash, bool& again) {
  const size_t place = hash % kEntries;
  const Entry& entry = entries[place];
  again = false;
  if (!lock.try_lock()) return {};
  Ref found;
  if (entry.text != nullptr && entry.hash == hash && is_same(entry.text, text)) {
    found = borrow(entry.text);
  } else {
    const auto tag = static_cast<uint32_t>(hash >> 32);
    again = std::exchange(missed[place], tag) == tag;
  }
  lock.unlock();
  return found;
}

/// Puts a str, which has its UTF-8 with it, into the cache.
void keep(Borrowed text, uint64_t hash) {
  Entry& entry = entries[hash % kEntries];
  if (!lock.try_lock()) return;
  const Ref old = steal(std::exchange(entry.text, Py_NewRef(text)));
  entry.hash = hash;
  lock.unlock();
}

}  // namespace

Ref cached_str(std::string_view text, bool use_cache) {
  if (!use_cache || text.size() > kLongestCached) return py::str_unchecked(text);
  const uint64_t hash = hash_of(text);
  bool again;
  if (Ref found = find(text, hash, again)) return found;
  Ref made = py::str_unchecked(text);
  if (!again || !made) return made;
  std::string_view kept;
  if (!py::utf8(made.get(), kept)) return {};  // no memory
  keep(made.get(), hash);
  return made;
}

bool py::intern_anew(Ref& text) {
  const bool use_cache = PyUnicode_IS_COMPACT_ASCII(text.get()) &&
                         static_cast<size_t>(PyUnicode_GET_LENGTH(text.get())) <= kLongestCached;
  uint64_t hash = 0;
  bool again = false;
  if (use_cache) {
    const std::string_view ascii = py::ascii_view(text.get());
    hash = hash_of(ascii);
    if (Ref found = find(ascii, hash, again)) {
      again = !PyUnicode_CHECK_INTERNED(found.get());
      text = std::move(found);
      if (!again) return true;
    }
  }
  PyUnicode_InternInPlace(&text.slot());
  if (!PyUnicode_CHECK_INTERNED(text.get())) return no_memory();
  if (again) keep(text.get(), hash);
  return true;
}

}  // namespace pydantic_core
