// py/long_int.h: ints of any length from decimal text and to it.
//
// CPython's own conversions take four times as long for thousands of digits, and refuse more of
// them than sys.set_int_max_str_digits allows. How many are too many is upstream's business here.
#pragma once

#include <string_view>

#include "json/buffer.h"
#include "py/ref.h"

namespace pydantic_core::py {

/// The int of `text`: digits, of which there is at least one, perhaps after a minus. Empty with
/// MemoryError set.
[[nodiscard]] Ref int_from_decimal(std::string_view text);

/// Writes an int (or subclass) other than 0. False with MemoryError set. If the buffer itself runs
/// out of memory, only the buffer records that.
[[nodiscard]] bool write_long_int(Borrowed number, json::Buffer& out);

}  // namespace pydantic_core::py
