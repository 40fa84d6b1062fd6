// py/string_cache.h: one str for equal short strings of JSON input.
//
// JSON repeats itself: keys, enum-like values, units. Finding such a string among those seen lately
// costs less than making a new one, and saves its memory. The names of schemas are among them, when
// they have to be interned (py::intern in py/str.h).
#pragma once

#include "json/value.h"
#include "py/ref.h"

namespace pydantic_core {

/// Which strings of JSON input are shared through the cache (`cache_strings`).
enum class CacheStrings : uint8_t { none, keys, all };

/// How long a text may be, in bytes, to be shared.
inline constexpr size_t kLongestCached = 63;

/// A str of valid UTF-8, shared with earlier calls when `use_cache` and the text is short. Empty
/// with an exception set on failure.
Ref cached_str(std::string_view text, bool use_cache);
/// The same of a JSON string.
inline Ref cached_str(json::Value text, bool use_cache) {
  return cached_str(text.as_string(), use_cache);
}

}  // namespace pydantic_core
