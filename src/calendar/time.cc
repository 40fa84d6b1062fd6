// calendar/time.cc: times of day.
#include "time.h"

#include "numbers.h"
#include "time_of_day.h"

namespace pydantic_core::calendar {
namespace {

/// Reads the fraction's digits from `position` on; the seventh and further ones are refused or
/// dropped.
Error read_microseconds(std::string_view text, MicrosecondsPrecision precision, size_t& position,
                        uint32_t& out) {
  const size_t start = position;
  uint32_t value = 0;
  for (; position < text.size() && is_digit(text[position]); ++position) {
    if (position - start < 6) {
      value = value * 10 + static_cast<uint32_t>(text[position] - '0');
    } else if (precision == MicrosecondsPrecision::error) {
      return Error::second_fraction_too_long;
    }
  }
  if (position == start) return Error::second_fraction_missing;
  for (size_t digits = position - start; digits < 6; ++digits) value *= 10;
  out = value;
  return Error::none;
}

/// Reads all of `text` (not empty) as a UTC offset.
Error read_offset(std::string_view text, int32_t& out) {
  size_t i = 1;
  int32_t sign = 1;
  if (text[0] == 'Z' || text[0] == 'z') {
    out = 0;
    return text.size() > 1 ? Error::extra_characters : Error::none;
  }
  if (text[0] == '-') {
    sign = -1;
  } else if (text.starts_with("\u2212")) {  // ISO 8601 allows the true minus sign
    sign = -1;
    i = 3;
  } else if (text[0] != '+') {
    return Error::invalid_char_tz_sign;
  }
  if (text.size() < i + 2) return Error::invalid_char_tz_hour;
  const unsigned hours = two_digits(text.data() + i);
  if (hours > 99) return Error::invalid_char_tz_hour;
  i += 2;
  if (i < text.size() && text[i] == ':') ++i;
  if (text.size() < i + 2) return Error::invalid_char_tz_minute;
  const unsigned minutes = two_digits(text.data() + i);
  if (minutes > 99) return Error::invalid_char_tz_minute;
  i += 2;
  if (minutes > 59) return Error::out_of_range_tz_minute;
  if (hours > 23) return Error::out_of_range_tz;
  out = sign * static_cast<int32_t>(hours * 3600 + minutes * 60);
  return i < text.size() ? Error::extra_characters : Error::none;
}

}  // namespace

Error read_time_of_day(std::string_view text, MicrosecondsPrecision precision, Time& out,
                       size_t& length) {
  if (text.size() < 5) return Error::too_short;
  const char* const p = text.data();
  const unsigned hour = two_digits(p);
  if (hour > 99) return Error::invalid_char_hour;
  if (p[2] != ':') return Error::invalid_char_time_sep;
  const unsigned minute = two_digits(p + 3);
  if (minute > 99) return Error::invalid_char_minute;
  if (hour > 23) return Error::out_of_range_hour;
  if (minute > 59) return Error::out_of_range_minute;
  unsigned second = 0;
  uint32_t microsecond = 0;
  length = 5;
  if (text.size() > 5 && p[5] == ':') {
    if (text.size() < 8) return Error::invalid_char_second;
    second = two_digits(p + 6);
    if (second > 99) return Error::invalid_char_second;
    if (second > 59) return Error::out_of_range_second;
    length = 8;
    if (text.size() > 8 && (p[8] == '.' || p[8] == ',')) {
      length = 9;
      const Error error = read_microseconds(text, precision, length, microsecond);
      if (error != Error::none) return error;
    }
  }
  out.hour = static_cast<uint8_t>(hour);
  out.minute = static_cast<uint8_t>(minute);
  out.second = static_cast<uint8_t>(second);
  out.microsecond = microsecond;
  return Error::none;
}

Error time_from_parts(uint32_t seconds, uint32_t microseconds, Time& out) {
  const uint64_t total = uint64_t{seconds} + microseconds / 1'000'000;
  if (total >= 86400) return Error::time_too_large;
  const auto second = static_cast<uint32_t>(total);
  out = {static_cast<uint8_t>(second / 3600), static_cast<uint8_t>(second % 3600 / 60),
         static_cast<uint8_t>(second % 60), microseconds % 1'000'000, 0};
  return Error::none;
}

std::strong_ordering compare(const Time& a, const Time& b) {
  const auto key = [both = a.tz_offset && b.tz_offset](const Time& t) {
    const int64_t second = int64_t{t.total_seconds()} - (both ? *t.tz_offset : 0);
    return second * 1'000'000 + t.microsecond;
  };
  return key(a) <=> key(b);
}

Error parse_time(std::string_view text, MicrosecondsPrecision precision, Time& out) {
  Time time;
  size_t length;
  Error error = read_time_of_day(text, precision, time, length);
  if (error != Error::none) return error;
  if (length < text.size()) {
    int32_t offset;
    error = read_offset(text.substr(length), offset);
    if (error != Error::none) return error;
    time.tz_offset = offset;
  }
  out = time;
  return Error::none;
}

Error time_from_int(int64_t seconds, Time& out) {
  if (seconds < 0) return Error::time_negative;
  return time_from_parts(seconds > UINT32_MAX ? UINT32_MAX : static_cast<uint32_t>(seconds), 0,
                         out);
}

Error time_from_float(double seconds, Time& out) {
  if (std::isnan(seconds)) return Error::nan_not_permitted;
  if (seconds < 0) return Error::time_negative;
  const uint32_t microseconds = saturate_u32(std::round(fraction(seconds) * 1e6));
  return time_from_parts(saturate_u32(std::floor(seconds)), microseconds, out);
}

char* format(const Time& time, char* out) {
  out = put_two(out, time.hour);
  *out++ = ':';
  out = put_two(out, time.minute);
  *out++ = ':';
  out = put_two(out, time.second);
  if (time.microsecond != 0) {
    *out++ = '.';
    out = put_six(out, time.microsecond);
  }
  if (!time.tz_offset) return out;
  const int32_t offset = *time.tz_offset;
  if (offset == 0) {
    *out++ = 'Z';
    return out;
  }
  const auto minutes = static_cast<uint32_t>(offset < 0 ? -offset : offset) / 60;
  *out++ = offset < 0 ? '-' : '+';
  out = put_two(out, minutes / 60);
  *out++ = ':';
  return put_two(out, minutes % 60);
}

// The order of the additions is the specification's: it decides the last bit.
double to_seconds(const Time& time) {
  return time.hour * 3600.0 + time.minute * 60.0 + time.second + time.microsecond / 1e6;
}

double to_milliseconds(const Time& time) {
  return time.hour * 3'600'000.0 + time.minute * 60'000.0 + time.second * 1000.0 +
         time.microsecond / 1000.0;
}

}  // namespace pydantic_core::calendar
