// calendar/day_count.h: what dates and datetimes share: the range of timestamps, their split into
// date and second of the day, and the leading date of a text. Private to this folder.
#pragma once

#include <cstdint>
#include <string_view>

#include "date.h"

namespace pydantic_core::calendar {

constexpr int64_t kFirstSecond = -62'167'219'200;  // 0000-01-01T00:00:00
constexpr int64_t kLastSecond = 253'402'300'799;   // 9999-12-31T23:59:59

/// Seconds since 1970 to a date and the seconds since its midnight; date_too_small or
/// date_too_large.
Error date_from_seconds(int64_t timestamp, Date& date, uint32_t& second_of_day);

/// A timestamp in `unit` to whole seconds (rounded down) and the microseconds that remain.
Error split_timestamp(int64_t timestamp, TemporalUnit unit, int64_t& seconds,
                      uint32_t& microseconds);

/// Reads the date at the start of `text`; more may follow it.
Error read_date(std::string_view text, Date& out);

}  // namespace pydantic_core::calendar
