// calendar/datetime.cc: datetimes from text, from numbers and from the clock.
#include "datetime.h"

#include <chrono>

#include "base/edition.h"
#include "day_count.h"
#include "numbers.h"
#include "time_of_day.h"

namespace pydantic_core::calendar {
namespace {

constexpr double kWatershed = 2e10;

/// Whether a decimal timestamp is in milliseconds.
bool is_in_milliseconds(double timestamp, TemporalUnit unit) {
  return unit == TemporalUnit::milliseconds ||
         (unit == TemporalUnit::infer && std::fabs(timestamp) > kWatershed);
}

Error from_timestamp(int64_t timestamp, uint32_t extra_microseconds, TemporalUnit unit,
                     DateTime& out) {
  int64_t seconds;
  uint32_t microseconds;
  Error error = split_timestamp(timestamp, unit, seconds, microseconds);
  if (error != Error::none) return error;
  const uint64_t total = uint64_t{microseconds} + extra_microseconds;
  const auto carry = static_cast<int64_t>(total / 1'000'000);
  if (total > UINT32_MAX || seconds > INT64_MAX - carry) return Error::time_too_large;
  DateTime datetime;
  uint32_t second_of_day;
  error = date_from_seconds(seconds + carry, datetime.date, second_of_day);
  if (error != Error::none) return error;
  error = time_from_parts(second_of_day, static_cast<uint32_t>(total % 1'000'000), datetime.time);
  if (error == Error::none) out = datetime;
  return error;
}

/// A decimal number that stood in text. In the older specification its magnitude alone says whether
/// it is in milliseconds, and what it comes to in seconds is then read in `unit` once more.
Error from_decimal_text(double value, std::string_view text, TemporalUnit unit,
                        MicrosecondsPrecision precision, DateTime& out) {
  const bool milliseconds =
      is_in_milliseconds(value, kTimestampTextIsFloat ? unit : TemporalUnit::infer);
  if (precision == MicrosecondsPrecision::error) {
    const size_t digits = text.size() - text.find('.') - 1;
    if (milliseconds && digits > 3) return Error::millisecond_fraction_too_long;
    if (!milliseconds && digits > 6) return Error::second_fraction_too_long;
  }
  if (kTimestampTextIsFloat) return datetime_from_float(value, unit, out);
  const double seconds = milliseconds ? value / 1000.0 : value;
  // Rounded down, so that a positive number of microseconds leads back up to the value.
  const int64_t whole = saturate_i64(std::floor(seconds));
  const double rest = (seconds - static_cast<double>(whole)) * 1e6;
  return from_timestamp(whole, saturate_u32(std::round(rest)), unit, out);
}

/// The whole seconds of the timestamp that stands for a datetime: few enough that a double holds
/// them, and their thousandths, as they are.
int64_t numeric_timestamp(const DateTime& datetime) {
  const int32_t offset = kTimestampsSubtractOffset ? datetime.time.tz_offset.value_or(0) : 0;
  return datetime.timestamp() - offset;
}

}  // namespace

std::strong_ordering compare(const DateTime& a, const DateTime& b) {
  const auto key = [both = a.time.tz_offset && b.time.tz_offset](const DateTime& d) {
    return (d.timestamp() - (both ? *d.time.tz_offset : 0)) * 1'000'000 + d.time.microsecond;
  };
  return key(a) <=> key(b);
}

Error parse_datetime(std::string_view text, TemporalUnit unit, MicrosecondsPrecision precision,
                     DateTime& out) {
  DateTime datetime;
  Error error = read_date(text, datetime.date);
  if (error == Error::none) {
    const char separator = text.size() > 10 ? text[10] : '\0';
    if (separator == 'T' || separator == ' ' || separator == 't' || separator == '_') {
      error = parse_time(text.substr(11), precision, datetime.time);
    } else {
      error = Error::invalid_char_date_time_sep;
    }
  }
  if (error == Error::none) {
    out = datetime;
    return Error::none;
  }
  const Number number = parse_number(text);
  switch (number.kind) {
    case NumberKind::none:
      return error;
    case NumberKind::integer:
      return from_timestamp(number.integer, 0, unit, out);
    case NumberKind::decimal:
      return from_decimal_text(number.decimal, text, unit, precision, out);
  }
  return error;
}

Error datetime_from_int(int64_t timestamp, TemporalUnit unit, DateTime& out) {
  return from_timestamp(timestamp, 0, unit, out);
}

Error datetime_from_float(double timestamp, TemporalUnit unit, DateTime& out) {
  if (std::isnan(timestamp)) return Error::nan_not_permitted;
  const bool milliseconds = is_in_milliseconds(timestamp, unit);
  const double whole = std::floor(timestamp);
  // The older specification adds the fraction to the floor whatever the sign: -1.25 is 2 seconds
  // before 1970 plus a quarter. And it infers the unit of the floor anew.
  const double part = kTimestampsKeepValue ? timestamp - whole : std::fabs(fraction(timestamp));
  if (kTimestampsKeepValue)
    unit = milliseconds ? TemporalUnit::milliseconds : TemporalUnit::seconds;
  // Digits of large floats are not reliable, so rounding to the microsecond is all that can be
  // done.
  const double rest = std::round(part * (milliseconds ? 1e3 : 1e6));
  return from_timestamp(saturate_i64(whole), saturate_u32(rest), unit, out);
}

Error now(int32_t tz_offset, DateTime& out) {
  using std::chrono::duration_cast;
  using std::chrono::microseconds;
  if (tz_offset <= -86400 || tz_offset >= 86400) return Error::out_of_range_tz;
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  const int64_t total = duration_cast<microseconds>(since_epoch).count();
  if (total < 0) return Error::system_time_error;
  const auto rest = static_cast<uint32_t>(total % 1'000'000);
  const Error error =
      from_timestamp(total / 1'000'000 + tz_offset, rest, TemporalUnit::seconds, out);
  if (error == Error::none) out.time.tz_offset = tz_offset;
  return error;
}

char* format(const DateTime& datetime, char* out) {
  out = format(datetime.date, out);
  *out++ = 'T';
  return format(datetime.time, out);
}

double to_seconds(const DateTime& datetime) {
  return static_cast<double>(numeric_timestamp(datetime)) + datetime.time.microsecond / 1e6;
}

double to_milliseconds(const DateTime& datetime) {
  return static_cast<double>(numeric_timestamp(datetime)) * 1000.0 +
         datetime.time.microsecond / 1000.0;
}

}  // namespace pydantic_core::calendar
