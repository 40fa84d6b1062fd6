// calendar/datetime.h: a date with a time of day, read from RFC 3339 text or from a unix timestamp.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "date.h"
#include "time.h"

namespace pydantic_core::calendar {

struct DateTime {
  Date date;
  Time time;

  /// Same fields, same offset (see Time).
  bool operator==(const DateTime&) const = default;

  /// Seconds since 1970-01-01T00:00 on this datetime's own clock: the offset plays no part.
  int64_t timestamp() const { return date.timestamp() + time.total_seconds(); }
};

/// Order in absolute time when both have an offset; otherwise offsets are ignored.
std::strong_ordering compare(const DateTime& a, const DateTime& b);

/// Reads `YYYY-MM-DD{T|t|_|space}<time>`, or a decimal number that is a timestamp. When both fail
/// the error is the first one's, unless the text is a number.
Error parse_datetime(std::string_view text, TemporalUnit unit, MicrosecondsPrecision precision,
                     DateTime& out);

/// From a unix timestamp. The result is in UTC (offset 0), as upstream has it.
Error datetime_from_int(int64_t timestamp, TemporalUnit unit, DateTime& out);
Error datetime_from_float(double timestamp, TemporalUnit unit, DateTime& out);

/// The current moment on a clock that is `tz_offset` seconds ahead of UTC.
Error now(int32_t tz_offset, DateTime& out);

/// Writes `<date>T<time>`; returns the end. `out` has room for kMaxDateTimeText.
char* format(const DateTime& datetime, char* out);
constexpr size_t kMaxDateTimeText = kMaxDateText + 1 + kMaxTimeText;

/// The number that `ser_json_temporal` writes for "seconds" and "milliseconds"; the offset plays no
/// part.
double to_seconds(const DateTime& datetime);
double to_milliseconds(const DateTime& datetime);

}  // namespace pydantic_core::calendar
