// calendar/duration.cc: durations. Numbers are collected in 32-bit magnitudes with every overflow
// refused, and normalised at the end.
#include "duration.h"

#include <cstring>

#include "base/edition.h"
#include "numbers.h"
#include "time_of_day.h"

namespace pydantic_core::calendar {
namespace {

/// a += b * c; false when it does not fit.
bool add_product(uint32_t& a, uint32_t b, uint32_t c) {
  const uint64_t product = uint64_t{b} * c;
  const uint64_t sum = product + a;
  if (product > UINT32_MAX || sum > UINT32_MAX) return false;
  a = static_cast<uint32_t>(sum);
  return true;
}

Error normalize(Duration& d) {
  if (!add_product(d.second, d.microsecond / 1'000'000, 1)) return Error::duration_value_too_large;
  d.microsecond %= 1'000'000;
  if (!add_product(d.day, d.second / 86400, 1)) return Error::duration_value_too_large;
  d.second %= 86400;
  return d.day > 999'999'999 ? Error::duration_days_too_large : Error::none;
}

/// Reads the digits at the start of `text` and removes them.
Error take_number(std::string_view& text, uint32_t& out) {
  if (text.empty() || !is_digit(text[0])) return Error::duration_invalid_number;
  uint64_t value = 0;
  size_t i = 0;
  for (; i < text.size() && is_digit(text[i]); ++i) {
    value = value * 10 + static_cast<uint64_t>(text[i] - '0');
    if (value > UINT32_MAX) return Error::duration_value_too_large;
  }
  text.remove_prefix(i);
  out = static_cast<uint32_t>(value);
  return Error::none;
}

/// Reads `.digits` at the start of `text` and removes it; no digits at all is a fraction of zero.
double take_fraction(std::string_view& text) {
  double numerator = 0;
  double denominator = 1;
  size_t i = 1;
  for (; i < text.size() && is_digit(text[i]); ++i) {
    numerator = numerator * 10.0 + (text[i] - '0');
    denominator *= 10.0;
  }
  text.remove_prefix(i);
  return numerator / denominator;
}

/// `part` units of `scale` seconds: whole seconds and microseconds added to `d`.
bool add_seconds(Duration& d, double seconds) {
  const double whole = std::trunc(seconds);
  return add_product(d.second, saturate_u32(whole), 1) &&
         add_product(d.microsecond, saturate_u32(std::round((seconds - whole) * 1e6)), 1);
}

uint32_t unit_size(std::string_view text, bool in_time) {
  switch (text.empty() ? '\0' : text[0]) {
    case 'Y':
      return in_time ? 0 : 365;
    case 'M':
      return in_time ? 60 : 30;
    case 'W':
      return in_time ? 0 : 7;
    case 'D':
      return in_time ? 0 : 1;
    case 'H':
      return in_time ? 3600 : 0;
    case 'S':
      return in_time ? 1 : 0;
    default:
      return 0;
  }
}

/// What follows the `P`.
Error parse_iso(std::string_view text, Duration& d) {
  if (text.size() < 2) {
    // A lone `T` is too short; a lone anything else is looked at first.
    if (text.empty() || text[0] == 'T') return Error::too_short;
  }
  bool in_time = false;
  bool had_fraction = false;
  while (!text.empty()) {
    if (text[0] == 'T') {
      if (in_time) return Error::duration_t_repeated;
      in_time = true;
      text.remove_prefix(1);
      continue;
    }
    uint32_t value;
    const Error error = take_number(text, value);
    if (error != Error::none) return error;
    const bool has_fraction = !text.empty() && (text[0] == '.' || text[0] == ',');
    double part = has_fraction ? take_fraction(text) : 0.0;
    if (had_fraction) return Error::duration_invalid_fraction;
    had_fraction = has_fraction;
    const uint32_t size = unit_size(text, in_time);
    if (size == 0) {
      return in_time ? Error::duration_invalid_time_unit : Error::duration_invalid_date_unit;
    }
    text.remove_prefix(1);
    if (!add_product(in_time ? d.second : d.day, value, size))
      return Error::duration_value_too_large;
    if (!has_fraction) continue;
    part *= size;
    if (!in_time) {
      const double days = std::trunc(part);
      if (!add_product(d.day, saturate_u32(days), 1)) return Error::duration_value_too_large;
      part = (part - days) * 86400.0;
    }
    if (!add_seconds(d, part)) return Error::duration_value_too_large;
  }
  return Error::none;
}

/// `H..:MM[:SS[.ffffff]]` with up to ten digits of hours.
Error parse_clock(std::string_view text, MicrosecondsPrecision precision, Duration& d) {
  if (text.size() < 5) return Error::too_short;
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos) return Error::invalid_char_hour;
  if (colon > 10) return Error::duration_hour_value_too_large;
  uint64_t hours = 0;
  for (const char c : text.substr(0, colon)) {
    if (!is_digit(c)) return Error::invalid_char_hour;
    hours = hours * 10 + static_cast<uint64_t>(c - '0');
  }
  if (hours > 2'400'000'000) return Error::duration_hour_value_too_large;

  // The rest is read as the minutes of a time at 0 o'clock. Under `truncate`, all characters beyond
  // the length of `00:00:00.000000` are dropped unread, digits or not, as the specification does.
  constexpr size_t kRest = 12;
  char buffer[3 + kRest] = {'0', '0', ':'};
  std::string_view rest = text.substr(colon + 1);
  if (rest.size() > kRest) {
    if (precision == MicrosecondsPrecision::error) return Error::second_fraction_too_long;
    rest = rest.substr(0, kRest);
  }
  std::memcpy(buffer + 3, rest.data(), rest.size());
  const std::string_view clock(buffer, 3 + rest.size());
  Time time;
  size_t length;
  const Error error = read_time_of_day(clock, precision, time, length);
  if (error != Error::none) return error;
  if (length < clock.size()) return Error::extra_characters;
  d.day = static_cast<uint32_t>(hours / 24);
  d.second = time.total_seconds() + static_cast<uint32_t>(hours % 24) * 3600;
  d.microsecond = time.microsecond;
  return Error::none;
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

/// `n d[ay[s]][,][ ][clock]`. The `d` may be in either case; the letters after it are all in lower
/// or all in upper case.
Error parse_days(std::string_view text, MicrosecondsPrecision precision, Duration& d) {
  uint32_t days;
  Error error = text.empty() ? Error::too_short : take_number(text, days);
  if (error != Error::none) return error;
  take(text, " ");
  if (!take(text, "d") && !take(text, "D")) return Error::duration_invalid_days;
  if (!text.empty() && (text[0] == 'a' || text[0] == 'A')) {
    if (!take(text, "ays") && !take(text, "ay") && !take(text, "AYS") && !take(text, "AY")) {
      return Error::duration_invalid_days;
    }
  }
  take(text, ",");
  take(text, " ");
  if (!text.empty()) {
    error = parse_clock(text, precision, d);
    if (error != Error::none) return error;
    if (d.day > 0) return Error::duration_hour_value_too_large;
  }
  d.day = days;
  return Error::none;
}

double total(const TimeDelta& delta, double per_second) {
  const int64_t seconds = int64_t{delta.days} * 86400 + delta.seconds;
  constexpr int64_t kMostSeconds = INT64_MAX / 1'000'000;
  if (-kMostSeconds <= seconds && seconds <= kMostSeconds) {
    return static_cast<double>(seconds * 1'000'000 + delta.microseconds) / (1e6 / per_second);
  }
  return static_cast<double>(seconds) * per_second + delta.microseconds / (1e6 / per_second);
}

}  // namespace

Duration Duration::from_timedelta(const TimeDelta& delta) {
  if (delta.days >= 0) {
    return {true, static_cast<uint32_t>(delta.days), static_cast<uint32_t>(delta.seconds),
            static_cast<uint32_t>(delta.microseconds)};
  }
  int32_t days = delta.days;
  int32_t seconds = delta.seconds;
  int32_t microseconds = delta.microseconds;
  if (microseconds != 0) {
    seconds += 1;
    microseconds = 1'000'000 - microseconds;
  }
  if (seconds != 0) {
    days += 1;
    seconds = 86400 - seconds;
  }
  return {false, static_cast<uint32_t>(-days), static_cast<uint32_t>(seconds),
          static_cast<uint32_t>(microseconds)};
}

TimeDelta Duration::to_timedelta() const {
  TimeDelta delta{static_cast<int32_t>(day), static_cast<int32_t>(second),
                  static_cast<int32_t>(microsecond)};
  if (positive) return delta;
  delta = {-delta.days, -delta.seconds, -delta.microseconds};
  if (delta.microseconds < 0) {
    delta.microseconds += 1'000'000;
    delta.seconds -= 1;
  }
  if (delta.seconds < 0) {
    delta.seconds += 86400;
    delta.days -= 1;
  }
  return delta;
}

std::strong_ordering compare(const Duration& a, const Duration& b) {
  if (a.positive != b.positive) return a.positive <=> b.positive;
  const auto magnitude = [](const Duration& d) { return uint64_t{d.day} * 86400 + d.second; };
  const auto by_second = magnitude(a) <=> magnitude(b);
  const auto order = by_second != 0 ? by_second : a.microsecond <=> b.microsecond;
  return a.positive ? order : 0 <=> order;
}

Error parse_duration(std::string_view text, MicrosecondsPrecision precision, Duration& out) {
  Duration d;
  d.positive = !take(text, "-");
  if (d.positive) take(text, "+");
  Error error = Error::too_short;
  if (take(text, "P")) {
    error = parse_iso(text, d);
  } else if (text.size() < 5 || text.find_first_of("dD") != std::string_view::npos) {
    error = parse_days(text, precision, d);
  } else {
    error = parse_clock(text, precision, d);
  }
  if (error == Error::none) error = normalize(d);
  if (error == Error::none) out = d;
  return error;
}

Error duration_from_int(int64_t seconds, Duration& out) {
  const uint64_t magnitude =
      seconds < 0 ? uint64_t{0} - static_cast<uint64_t>(seconds) : static_cast<uint64_t>(seconds);
  // Else days beyond 32 bits wrap around, as the older specification's cast has it.
  if (kDurationsAreChecked && magnitude / 86400 > UINT32_MAX) return Error::duration_days_too_large;
  Duration d{seconds >= 0, static_cast<uint32_t>(magnitude / 86400),
             static_cast<uint32_t>(magnitude % 86400), 0};
  const Error error = normalize(d);
  if (error == Error::none) out = d;
  return error;
}

Error duration_from_float(double seconds, Duration& out) {
  if (std::isnan(seconds)) return Error::nan_not_permitted;
  const double magnitude = std::fabs(seconds);
  Duration d{seconds >= 0, saturate_u32(magnitude / 86400.0),
             static_cast<uint32_t>(saturate_u64(magnitude) % 86400),
             saturate_u32(std::round(fraction(magnitude) * 1e6))};
  const Error error = normalize(d);
  if (error == Error::none) out = d;
  return error;
}

char* format(const Duration& duration, char* out) {
  const auto put = [&out](uint32_t value, char unit) {
    char digits[10];
    size_t i = sizeof digits;
    do digits[--i] = static_cast<char>('0' + value % 10);
    while ((value /= 10) != 0);
    std::memcpy(out, digits + i, sizeof digits - i);
    out += sizeof digits - i;
    *out++ = unit;
  };
  const auto put_unless_zero = [&put](uint32_t value, char unit) {
    if (value != 0) put(value, unit);
  };
  if (!duration.positive) *out++ = '-';
  *out++ = 'P';
  put_unless_zero(duration.day / 365, 'Y');
  put_unless_zero(duration.day % 365, 'D');
  if (duration.second == 0 && duration.microsecond == 0) {
    if (duration.day != 0) return out;
    std::memcpy(out, "T0S", 3);
    return out + 3;
  }
  *out++ = 'T';
  put_unless_zero(duration.second / 3600, 'H');
  put_unless_zero(duration.second % 3600 / 60, 'M');
  const uint32_t seconds = duration.second % 60;
  if (duration.microsecond == 0) {
    put_unless_zero(seconds, 'S');
    return out;
  }
  put(seconds, '.');
  out = put_six(out, duration.microsecond);
  while (out[-1] == '0') --out;
  *out++ = 'S';
  return out;
}

double to_seconds(const TimeDelta& delta) { return total(delta, 1.0); }

double to_milliseconds(const TimeDelta& delta) { return total(delta, 1000.0); }

std::string describe(const TimeDelta& delta) {
  std::string text;
  const auto add = [&text](int32_t value, std::string_view unit) {
    if (value == 0) return;
    if (!text.empty()) text += " and ";
    text += std::to_string(value);
    text += ' ';
    text += unit;
    if (value != 1) text += 's';
  };
  add(delta.days, "day");
  add(delta.seconds / 3600, "hour");
  add(delta.seconds % 3600 / 60, "minute");
  add(delta.seconds % 60, "second");
  add(delta.microseconds, "microsecond");
  return text.empty() ? "0 seconds" : text;
}

}  // namespace pydantic_core::calendar
