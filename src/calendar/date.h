// calendar/date.h: a calendar date, read from text or from a unix timestamp.
//
// Everything in this folder is plain values: no Python, no allocation, no exceptions. A function
// that returns Error writes its out argument only on success (Error::none).
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "errors.h"

namespace pydantic_core::calendar {

/// What a bare number means (`val_temporal_unit`). `infer`: milliseconds when its absolute value
/// exceeds 2e10.
enum class TemporalUnit : uint8_t { infer, seconds, milliseconds };

/// A proleptic Gregorian date. Years run from 0 to 9999; the caller refuses year 0
/// (Error::year_zero) where a Python date is to be made, because Python has none.
struct Date {
  uint16_t year = 0;
  uint8_t month = 1;
  uint8_t day = 1;

  bool operator==(const Date&) const = default;

  /// Seconds from 1970-01-01T00:00 to this date's midnight.
  int64_t timestamp() const;
};

std::strong_ordering compare(const Date& a, const Date& b);

/// Reads `YYYY-MM-DD`, or an integer that is a timestamp at an exact midnight. When both fail the
/// error is the first one's, unless the text is an integer.
Error parse_date(std::string_view text, TemporalUnit unit, Date& out);

/// Writes `YYYY-MM-DD`; returns the end. `out` has room for kMaxDateText.
char* format(const Date& date, char* out);
constexpr size_t kMaxDateText = 10;

/// The number that `ser_json_temporal` writes for "seconds" and "milliseconds".
double to_seconds(const Date& date);
double to_milliseconds(const Date& date);

/// Today's date at an offset of `tz_offset` seconds from UTC.
Error today(int32_t tz_offset, Date& out);

}  // namespace pydantic_core::calendar
