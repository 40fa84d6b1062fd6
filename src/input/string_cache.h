// input/string_cache.h: one str for equal short strings of JSON input.
//
// JSON repeats itself: keys, enum-like values, units. Finding such a string among those seen lately
// costs less than making a new one, and saves its memory (measured in docs/design.md).
#pragma once

#include "json/value.h"
#include "py/ref.h"

namespace pydantic_core {

/// A str of a JSON string, shared with earlier calls when `use_cache` and the string is short.
/// Empty with an exception set on failure.
Ref cached_str(json::Value text, bool use_cache);

}  // namespace pydantic_core
