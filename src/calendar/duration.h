// calendar/duration.h: a length of time within the limits of Python's timedelta, read from ISO 8601
// text, from `[-][D days, ]HH:MM:SS.ffffff` or from seconds.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "errors.h"
#include "time.h"

namespace pydantic_core::calendar {

/// The three fields of a datetime.timedelta in Python's normal form: days may be negative, 0 <=
/// seconds < 86400, 0 <= microseconds < 1000000.
struct TimeDelta {
  int32_t days = 0;
  int32_t seconds = 0;
  int32_t microseconds = 0;
};

/// Sign and magnitude, as ISO 8601 writes it. Zero may have either sign ("-PT0S"), and -0 orders
/// below +0.
struct Duration {
  bool positive = true;
  uint32_t day = 0;          // 0..999999999
  uint32_t second = 0;       // 0..86399
  uint32_t microsecond = 0;  // 0..999999

  bool operator==(const Duration&) const = default;

  static Duration from_timedelta(const TimeDelta& delta);

  /// In Python's normal form. For less than -999999999 days ("-P999999999DT1S") days is
  /// -1000000000: PyDelta_FromDSU then raises OverflowError, and the caller passes that on as
  /// upstream does.
  TimeDelta to_timedelta() const;
};

std::strong_ordering compare(const Duration& a, const Duration& b);

/// Reads `[±]PnYnMnWnDTnHnMnS` (a year is 365 days, a month 30; the last number may have a
/// fraction) or `[±][n d[ay[s]][,] ]H..:MM[:SS[.ffffff]]`.
Error parse_duration(std::string_view text, MicrosecondsPrecision precision, Duration& out);

/// From seconds; also for timedelta subclasses, whose total_seconds() upstream asks for.
Error duration_from_int(int64_t seconds, Duration& out);
Error duration_from_float(double seconds, Duration& out);

/// Writes ISO 8601: `[-]P[nY][nD][T[nH][nM][n[.f]S]]`; returns the end. `out` has room for
/// kMaxDurationText.
char* format(const Duration& duration, char* out);
constexpr size_t kMaxDurationText = 40;

/// The number that ser_json_timedelta "float" and `ser_json_temporal` "seconds" and "milliseconds"
/// write.
double to_seconds(const TimeDelta& delta);
double to_milliseconds(const TimeDelta& delta);

/// "1 day and 2 hours and 3 microseconds": how the bounds of a timedelta read in error messages.
std::string describe(const TimeDelta& delta);

}  // namespace pydantic_core::calendar
