// py/layout/ascii_text.h: the characters of a str that has nothing but ASCII ones.
//
// They lie behind the object's head. PyUnicode_DATA finds them for every kind of str, and asks for
// the kind each time; callers of this know it already.
#pragma once

#include <string_view>

#include "py/ref.h"

namespace pydantic_core::py {

/// The text of a str for which PyUnicode_IS_COMPACT_ASCII holds.
inline std::string_view ascii_view(Borrowed text) {
  return {reinterpret_cast<const char*>(reinterpret_cast<PyASCIIObject*>(text) + 1),
          static_cast<size_t>(PyUnicode_GET_LENGTH(text))};
}

}  // namespace pydantic_core::py
