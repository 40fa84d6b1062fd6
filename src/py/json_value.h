// py/json_value.h: JSON values as Python objects.
#pragma once

#include "json/value.h"
#include "py/json_shape.h"
#include "py/str.h"
#include "py/string_cache.h"

namespace pydantic_core::py {

/// The value as Python objects (dict, list, str, int, float, bool, None); the last of equal keys
/// wins. Empty with an exception set on failure.
Ref from_json(json::Value value, CacheStrings cache = CacheStrings::none);
/// The dict of an object of that shape. Its keys are str; the references of the values may move
/// into the dict. Empty with an exception set on failure.
Ref dict_of_pairs(const JsonShape& shape, const Ref* keys, Ref* values, uint32_t count);
/// A str of a JSON string.
inline Ref str(json::Value text) { return str_unchecked(text.as_string()); }
/// An int of a JSON integer of any size.
Ref int_of(json::Value number);

}  // namespace pydantic_core::py
