// serialize/output/numbers.h: what counts as a number, and big integers as text.
#pragma once

#include "py/python.h"
#include "schema/modes.h"
#include "serialize/output/json_text.h"

namespace pydantic_core {

/// `value` as an exact int: an int, or whatever has __index__. Empty when it is no integer, with an
/// exception set only for want of memory.
Ref exact_int(Borrowed value);
/// Writes an exact int of any size. False with an exception set.
[[nodiscard]] bool write_big_int(Borrowed number, JsonText& out);
/// Writes an int (or subclass). False with an exception set.
[[nodiscard]] inline bool write_int(Borrowed number, JsonText& out) {
  int64_t small;
  if (!py::compact_int(number, small)) [[unlikely]]
    return write_big_int(number, out);
  out.integer(small);
  return true;
}

/// A float, or whatever converts to one. False when it does not, with an exception set only for
/// want of memory.
bool read_double(Borrowed value, double& out);

/// A float in JSON, in the given way with what JSON has no number for.
void write_double(double value, InfNanMode mode, JsonText& out);

}  // namespace pydantic_core
