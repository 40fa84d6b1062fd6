// json/rules.h: what upstream's JSON reader accepts: its limits, and what a caller may choose.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pydantic_core::json {

/// Containers nested deeper than this are refused; an empty one does not count.
inline constexpr size_t kMaxDepth = 200;
/// Integers (and integer parts of other numbers) with more digits than this are refused. A sign
/// counts as one, unless kIntLimitIsOfDigits.
inline constexpr size_t kMaxIntegerLength = 4300;

/// What to do with a text that ends too early: an error; keep the complete values; or keep also
/// the beginning of a string value that is cut off.
enum class PartialMode : uint8_t { off, on, trailing_strings };

struct ParseOptions {
  bool allow_inf_nan = true;
  PartialMode partial = PartialMode::off;
};

}  // namespace pydantic_core::json
