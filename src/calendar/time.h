// calendar/time.h: a time of day with an optional UTC offset, read from text or from seconds since
// midnight.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "errors.h"

namespace pydantic_core::calendar {

/// `microseconds_precision`: what happens to digits of a second after the sixth.
enum class MicrosecondsPrecision : uint8_t { truncate, error };

struct Time {
  uint8_t hour = 0;
  uint8_t minute = 0;
  uint8_t second = 0;
  uint32_t microsecond = 0;
  /// Seconds east of UTC, strictly between -86400 and 86400; empty for a naive time.
  std::optional<int32_t> tz_offset;

  /// Same fields, same offset; 12:00Z and 13:00+01:00 differ here though `compare` finds them
  /// equal.
  bool operator==(const Time&) const = default;

  /// Whole seconds since midnight.
  uint32_t total_seconds() const { return hour * 3600u + minute * 60u + second; }

  /// Whether a datetime with this time is an exact date (else date_from_datetime_inexact).
  bool is_midnight() const { return (hour | minute | second | microsecond) == 0; }
};

/// Order in absolute time when both have an offset; otherwise offsets are ignored.
std::strong_ordering compare(const Time& a, const Time& b);

/// Reads `HH:MM[:SS[.ffffff]][Z|±HH[:]MM]`; `,` may stand for `.`, and U+2212 for `-`.
Error parse_time(std::string_view text, MicrosecondsPrecision precision, Time& out);

/// From seconds since midnight. The result is in UTC (offset 0), as upstream has it.
Error time_from_int(int64_t seconds, Time& out);
Error time_from_float(double seconds, Time& out);

/// Writes `HH:MM:SS[.ffffff][Z|±HH:MM]`; returns the end. `out` has room for kMaxTimeText.
char* format(const Time& time, char* out);
constexpr size_t kMaxTimeText = 21;

/// The number that `ser_json_temporal` writes for "seconds" and "milliseconds"; the offset plays no
/// part.
double to_seconds(const Time& time);
double to_milliseconds(const Time& time);

}  // namespace pydantic_core::calendar
