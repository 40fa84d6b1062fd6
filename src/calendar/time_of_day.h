// calendar/time_of_day.h: the `HH:MM[:SS[.ffffff]]` that times, datetimes and durations share.
// Private to this folder.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "time.h"

namespace pydantic_core::calendar {

/// Reads the time of day at the start of `text` into the fields of `out` (its offset is left
/// alone); `length` is how far it goes, more may follow.
Error read_time_of_day(std::string_view text, MicrosecondsPrecision precision, Time& out,
                       size_t& length);

/// The UTC time for seconds since midnight; microseconds beyond a second carry over.
Error time_from_parts(uint32_t seconds, uint32_t microseconds, Time& out);

}  // namespace pydantic_core::calendar
