// serialize/engine/when_used.h: when a `serialization` with `when_used` applies.
#pragma once

#include "serialize/engine/state.h"

namespace pydantic_core {

enum class WhenUsed : uint8_t { always, unless_none, json, json_unless_none };
template <>
struct WordsOf<WhenUsed> {
  static constexpr Word kWords[] = {{"always", "Always"},
                                    {"unless-none", "UnlessNone"},
                                    {"json", "Json"},
                                    {"json-unless-none", "JsonUnlessNone"}};
};

/// Reads `when_used`; `out` stays as it is when the key is missing. False with an exception set.
[[nodiscard]] bool read_when_used(SchemaDict schema, WhenUsed& out);

inline bool is_used(WhenUsed when, Borrowed value, bool json) {
  switch (when) {
    case WhenUsed::always:
      return true;
    case WhenUsed::unless_none:
      return value != Py_None;
    case WhenUsed::json:
      return json;
    case WhenUsed::json_unless_none:
      return json && value != Py_None;
  }
  return true;
}

}  // namespace pydantic_core
