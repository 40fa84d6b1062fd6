// calendar/date.cc: dates and the day count. Days are counted from 0000-01-01, so that all
// arithmetic on the supported range is on non-negative numbers.
#include "date.h"

#include "datetime.h"
#include "day_count.h"
#include "numbers.h"

namespace pydantic_core::calendar {
namespace {

bool is_leap(unsigned year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

}  // namespace

int64_t Date::timestamp() const {
  static constexpr uint16_t kDaysBefore[] = {0,   0,   31,  59,  90,  120, 151,
                                             181, 212, 243, 273, 304, 334};
  const int64_t past = year;
  const int64_t leap_years =
      past == 0 ? 0 : (past - 1) / 4 - (past - 1) / 100 + (past - 1) / 400 + 1;
  const int64_t days =
      past * 365 + leap_years + kDaysBefore[month] + (month > 2 && is_leap(year)) + day - 1;
  return days * 86400 + kFirstSecond;
}

Error date_from_seconds(int64_t timestamp, Date& date, uint32_t& second_of_day) {
  if (timestamp < kFirstSecond) return Error::date_too_small;
  if (timestamp > kLastSecond) return Error::date_too_large;
  const auto since_start = static_cast<uint64_t>(timestamp - kFirstSecond);
  second_of_day = static_cast<uint32_t>(since_start % 86400);
  // Count from 1 March of the year -400: leap days are then the last of their year, and nothing is
  // negative.
  const auto days = static_cast<uint32_t>(since_start / 86400) + 146097 - 60;
  const uint32_t day_of_era = days % 146097;
  const uint32_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const uint32_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const uint32_t month = (5 * day_of_year + 2) / 153;  // 0 is March
  date.day = static_cast<uint8_t>(day_of_year - (153 * month + 2) / 5 + 1);
  date.month = static_cast<uint8_t>(month < 10 ? month + 3 : month - 9);
  date.year = static_cast<uint16_t>(days / 146097 * 400 + year_of_era - 400 + (month >= 10));
  return Error::none;
}

Error split_timestamp(int64_t timestamp, TemporalUnit unit, int64_t& seconds,
                      uint32_t& microseconds) {
  constexpr int64_t kWatershed = 20'000'000'000;
  if (unit == TemporalUnit::infer) {
    if (timestamp == INT64_MIN) return Error::date_too_small;
    const bool small = -kWatershed <= timestamp && timestamp <= kWatershed;
    unit = small ? TemporalUnit::seconds : TemporalUnit::milliseconds;
  }
  seconds = timestamp;
  microseconds = 0;
  if (unit == TemporalUnit::milliseconds) {
    seconds = timestamp / 1000;
    int64_t milliseconds = timestamp % 1000;
    if (milliseconds < 0) {
      seconds -= 1;
      milliseconds += 1000;
    }
    microseconds = static_cast<uint32_t>(milliseconds * 1000);
  }
  return Error::none;
}

std::strong_ordering compare(const Date& a, const Date& b) {
  const auto key = [](const Date& d) { return d.year << 16 | d.month << 8 | d.day; };
  return key(a) <=> key(b);
}

Error read_date(std::string_view text, Date& out) {
  if (text.size() < 10) return Error::too_short;
  const char* const p = text.data();
  const unsigned century = two_digits(p);
  const unsigned year = two_digits(p + 2);
  if (century > 99 || year > 99) return Error::invalid_char_year;
  if (p[4] != '-') return Error::invalid_char_date_sep;
  const unsigned month = two_digits(p + 5);
  if (month > 99) return Error::invalid_char_month;
  if (p[7] != '-') return Error::invalid_char_date_sep;
  const unsigned day = two_digits(p + 8);
  if (day > 99) return Error::invalid_char_day;

  if (month - 1 > 11) return Error::out_of_range_month;
  static constexpr uint8_t kLengths[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const unsigned full_year = century * 100 + year;
  const unsigned last = kLengths[month] + (month == 2 && is_leap(full_year));
  if (day - 1 >= last) return Error::out_of_range_day;
  out = {static_cast<uint16_t>(full_year), static_cast<uint8_t>(month), static_cast<uint8_t>(day)};
  return Error::none;
}

Error parse_date(std::string_view text, TemporalUnit unit, Date& out) {
  Date date;
  Error error = read_date(text, date);
  if (error == Error::none && text.size() > 10) error = Error::extra_characters;
  if (error != Error::none) {
    const Number number = parse_number(text);
    if (number.kind != NumberKind::integer) return error;
    int64_t seconds;
    uint32_t microseconds;
    uint32_t second_of_day;
    error = split_timestamp(number.integer, unit, seconds, microseconds);
    if (error == Error::none) error = date_from_seconds(seconds, date, second_of_day);
    if (error != Error::none) return error;
    if (second_of_day != 0 || microseconds != 0) return Error::date_not_exact;
  }
  out = date;
  return Error::none;
}

char* format(const Date& date, char* out) {
  out = put_two(put_two(out, date.year / 100u), date.year % 100u);
  *out++ = '-';
  out = put_two(out, date.month);
  *out++ = '-';
  return put_two(out, date.day);
}

double to_seconds(const Date& date) { return static_cast<double>(date.timestamp()); }

double to_milliseconds(const Date& date) { return static_cast<double>(date.timestamp() * 1000); }

Error today(int32_t tz_offset, Date& out) {
  DateTime moment;
  const Error error = now(tz_offset, moment);
  if (error == Error::none) out = moment.date;
  return error;
}

}  // namespace pydantic_core::calendar
