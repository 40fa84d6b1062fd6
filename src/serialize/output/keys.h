// serialize/output/keys.h: strings that can be keys of JSON objects: plain str objects that have
// UTF-8.
#pragma once

#include "py/str.h"

namespace pydantic_core {

/// The same text as a str and no subclass. Empty with UnicodeEncodeError set for lone surrogates.
[[nodiscard]] Ref plain_str(Borrowed text);
/// str(value); lone surrogates come out as U+FFFD. Empty with an exception set.
[[nodiscard]] Ref str_key(Borrowed value);
/// The same, with "<unprintable TYPE object>" where str() raises, as errors show values. Empty only
/// for want of memory.
[[nodiscard]] Ref display_str(Borrowed value);
/// The same of a field's name, as functions and warnings are given it: nullptr stays nullptr.
[[nodiscard]] inline Ref field_name_str(Borrowed name) {
  return name == nullptr || PyUnicode_CheckExact(name) ? borrow(name) : display_str(name);
}

/// TypeError "`kind` not valid as object key". Always empty.
Ref refuse_key(const char* kind);

}  // namespace pydantic_core
