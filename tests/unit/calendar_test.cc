// tests/unit/calendar_test.cc: rows for dates, times, datetimes and durations. Each expected value
// was checked against the published wheel; calendar_probe.cc is for comparing many more.
#include <cmath>
#include <string>

#include "base/edition.h"
#include "calendar/datetime.h"
#include "calendar/duration.h"
#include "check.h"

using namespace pydantic_core::calendar;
using pydantic_core::by_edition;

namespace {

constexpr auto kInfer = TemporalUnit::infer;
constexpr auto kTruncate = MicrosecondsPrecision::truncate;

/// The value as text, or the error's code with a `!` before it.
template <class Value>
std::string shown(Error error, const Value& value) {
  if (error != Error::none) return "!" + std::string(error_code(error));
  char text[64];
  return std::string(text, format(value, text));
}

std::string date(std::string_view text, TemporalUnit unit = kInfer) {
  Date value;
  return shown(parse_date(text, unit, value), value);
}

std::string time(std::string_view text, MicrosecondsPrecision precision = kTruncate) {
  Time value;
  return shown(parse_time(text, precision, value), value);
}

std::string datetime(std::string_view text, TemporalUnit unit = kInfer,
                     MicrosecondsPrecision precision = kTruncate) {
  DateTime value;
  return shown(parse_datetime(text, unit, precision, value), value);
}

std::string duration(std::string_view text, MicrosecondsPrecision precision = kTruncate) {
  Duration value;
  return shown(parse_duration(text, precision, value), value);
}

struct Row {
  std::string_view input;
  std::string_view expected;
};

}  // namespace

TEST(calendar_date_from_text) {
  constexpr Row rows[] = {
      {"2024-02-29", "2024-02-29"},
      {"0000-02-29", "0000-02-29"},
      {"9999-12-31", "9999-12-31"},
      {"2023-02-29", "!out_of_range_day"},
      {"1900-02-29", "!out_of_range_day"},
      {"2024-00-01", "!out_of_range_month"},
      {"2024-13-01", "!out_of_range_month"},
      {"2024-01-00", "!out_of_range_day"},
      {"2024-1-01", "!too_short"},
      {"2024/01/01", "!invalid_char_date_sep"},
      {"2024-01/01", "!invalid_char_date_sep"},
      {"x024-01-01", "!invalid_char_year"},
      {"2024-x1-01", "!invalid_char_month"},
      {"2024-01-0x", "!invalid_char_day"},
      {"2024-01-011", "!extra_characters"},
      {"", "!too_short"},
      {"0", "1970-01-01"},
      {"-62167219200000", "0000-01-01"},
      {"-62167219200001", "!date_too_small"},
      {"253402214400", "!date_not_exact"},
      {"253402214400000", "9999-12-31"},
      {"253402300800000", "!date_too_large"},
      {"1654560001", "!date_not_exact"},
      {"1654560000001", "!date_not_exact"},
      {"1654560000.0", "!invalid_char_date_sep"},
      {"-9223372036854775808", by_edition({"!invalid_char_year", "!date_too_small"})},
      {"+86400", "1970-01-02"},
  };
  for (const Row& row : rows) CHECK_ROW(row.input, date(row.input), row.expected);
  CHECK_EQ(date("86400000", TemporalUnit::milliseconds), "1970-01-02");
  CHECK_EQ(date("86400000", TemporalUnit::seconds), "1972-09-27");
  CHECK_EQ(date("-62167219200", TemporalUnit::seconds), "0000-01-01");
  CHECK_EQ(date("253402214400", TemporalUnit::seconds), "9999-12-31");
}

TEST(calendar_time_from_text) {
  constexpr Row rows[] = {
      {"12:34", "12:34:00"},
      {"12:34:56.1", "12:34:56.100000"},
      {"12:34:56,000001Z", "12:34:56.000001Z"},
      {"12:34:56.12345678", "12:34:56.123456"},
      {"12:34z", "12:34:00Z"},
      {"12:34+01:30", "12:34:00+01:30"},
      {"12:34-0130", "12:34:00-01:30"},
      {"12:34\u221201:30", "12:34:00-01:30"},
      {"12:34-00:00", "12:34:00Z"},
      {"12:34+23:59", "12:34:00+23:59"},
      {"12:34+24:00", "!out_of_range_tz"},
      {"12:34+01:60", "!out_of_range_tz_minute"},
      {"12:34+1:00", "!invalid_char_tz_hour"},
      {"12:34+01", "!invalid_char_tz_minute"},
      {"12:34\xe2\x88\x91"
       "01:30",
       "!invalid_char_tz_sign"},
      {"12:34Zx", "!extra_characters"},
      {"12:34+01:300", "!extra_characters"},
      {"12:3", "!too_short"},
      {"x2:34", "!invalid_char_hour"},
      {"12-34", "!invalid_char_time_sep"},
      {"12:x4", "!invalid_char_minute"},
      {"24:00", "!out_of_range_hour"},
      {"12:60", "!out_of_range_minute"},
      {"12:34:5", "!invalid_char_second"},
      {"12:34:60", "!out_of_range_second"},
      {"12:34:56.", "!second_fraction_missing"},
      {"12:34:56x", "!invalid_char_tz_sign"},
  };
  for (const Row& row : rows) CHECK_ROW(row.input, time(row.input), row.expected);
  CHECK_EQ(time("12:34:56.1234567", MicrosecondsPrecision::error), "!second_fraction_too_long");
  CHECK_EQ(time("12:34:56.123456", MicrosecondsPrecision::error), "12:34:56.123456");
}

TEST(calendar_datetime_from_text) {
  constexpr Row rows[] = {
      {"2024-02-29T12:34:56Z", "2024-02-29T12:34:56Z"},
      {"2024-02-29 12:34", "2024-02-29T12:34:00"},
      {"2024-02-29_12:34t", "!invalid_char_tz_sign"},
      {"2024-02-29", "!invalid_char_date_time_sep"},
      {"2024-02-29T", "!too_short"},
      {"2024-02-30T12:34", "!out_of_range_day"},
      {"1654619320.123", "2022-06-07T16:28:40.123000Z"},
      {"1654619320123.456", "2022-06-07T16:28:40.123456Z"},
      {"-1.25", "1969-12-31T23:59:58.750000Z"},
      {"20000000000", "2603-10-11T11:33:20Z"},
      {"20000000001", "1970-08-20T11:33:20.001000Z"},
      {"-20000000001", "1969-05-14T12:26:39.999000Z"},
      {".5", "1970-01-01T00:00:00.500000Z"},
      {"5.", "1970-01-01T00:00:05Z"},
      {"1.5e3", "1970-01-01T00:25:00Z"},
      {"1e3", "!too_short"},
      {"1.e", "!too_short"},
      {".", "!too_short"},
      {"1.5e999", by_edition({"!time_too_large", "!date_too_large"})},
      {"-1.5e999", "!date_too_small"},
      {"1.5e-999", "1970-01-01T00:00:00Z"},
      // In 2.41 the running value wraps past 64 bits without turning negative.
      {"20000000000000000000", by_edition({"!date_too_large", "!invalid_char_date_sep"})},
      {"99999999999999999999", "!invalid_char_date_sep"},
  };
  for (const Row& row : rows) CHECK_ROW(row.input, datetime(row.input), row.expected);
  const auto strict = MicrosecondsPrecision::error;
  CHECK_EQ(datetime("1.1234567", kInfer, strict), "!second_fraction_too_long");
  CHECK_EQ(datetime("1654619320123.1234", kInfer, strict), "!millisecond_fraction_too_long");
  CHECK_EQ(datetime("1500", TemporalUnit::milliseconds), "1970-01-01T00:00:01.500000Z");
  CHECK_EQ(datetime("1500.5", TemporalUnit::milliseconds),
           by_edition({"1970-01-01T00:00:02Z", "1970-01-01T00:00:01.500500Z"}));
}

TEST(calendar_from_numbers) {
  const auto at = [](double stamp, TemporalUnit unit = kInfer) {
    DateTime value;
    return shown(datetime_from_float(stamp, unit, value), value);
  };
  CHECK_EQ(at(1654619320.000123), "2022-06-07T16:28:40.000123Z");
  CHECK_EQ(at(1654619320123.123), "2022-06-07T16:28:40.123123Z");
  // In 2.41 the fraction is added to the whole number below, whatever the sign.
  CHECK_EQ(at(-1.25), by_edition({"1969-12-31T23:59:58.250000Z", "1969-12-31T23:59:58.750000Z"}));
  CHECK_EQ(at(NAN), "!nan_not_permitted");
  CHECK_EQ(at(INFINITY), "!date_too_large");
  CHECK_EQ(at(1500, TemporalUnit::milliseconds), "1970-01-01T00:00:01.500000Z");

  const auto time_at = [](double seconds) {
    Time value;
    return shown(time_from_float(seconds, value), value);
  };
  CHECK_EQ(time_at(3740.5), "01:02:20.500000Z");
  CHECK_EQ(time_at(86399.9999999), "!time_too_large");
  CHECK_EQ(time_at(-0.5), "!time_negative");
  CHECK_EQ(time_at(NAN), "!nan_not_permitted");
  Time value;
  CHECK_EQ(shown(time_from_int(86399, value), value), "23:59:59Z");
  CHECK_EQ(shown(time_from_int(86400, value), value), "!time_too_large");
  CHECK_EQ(shown(time_from_int(INT64_MAX, value), value), "!time_too_large");
  CHECK_EQ(shown(time_from_int(-1, value), value), "!time_negative");
  DateTime moment;
  CHECK_EQ(shown(datetime_from_int(INT64_MIN, kInfer, moment), moment), "!date_too_small");
  CHECK_EQ(shown(datetime_from_int(INT64_MAX, kInfer, moment), moment), "!date_too_large");
}

TEST(calendar_duration_from_text) {
  constexpr Row rows[] = {
      {"P1Y2M3W4DT5H6M7.8S", "P1Y85DT5H6M7.8S"},
      {"P1.123W", "P7DT20H39M50.4S"},
      {"-PT0S", "-PT0S"},
      {"P0D", "PT0S"},
      {"PT36H", "P1DT12H"},
      {"PT1.5H", "PT1H30M"},
      {"PT1,S", "PT1S"},
      {"P1DT1S1M", "P1DT1M1S"},
      {"P", "!too_short"},
      {"PT", "!too_short"},
      {"P1", "!duration_invalid_date_unit"},
      {"P1H", "!duration_invalid_date_unit"},
      {"PT1D", "!duration_invalid_time_unit"},
      {"P1DTT1H", "!duration_t_repeated"},
      {"P1.5D1Y", "!duration_invalid_fraction"},
      {"Px", "!duration_invalid_number"},
      {"P5000000000D", "!duration_value_too_large"},
      {"P1000000000D", "!duration_days_too_large"},
      {"P999999999D", "P2739726Y9D"},
      {"12:34", "PT12H34M"},
      {"-36:00:00.5", "-P1DT12H0.5S"},
      {":30:15", "PT30M15S"},
      {"2400000000:00", "P273972Y220D"},
      {"2400000001:00", "!duration_hour_value_too_large"},
      {"12345678901:00", "!duration_hour_value_too_large"},
      {"1:00:00.000000junk", "PT1H"},
      {"12345", "!invalid_char_hour"},
      {"1 day", "P1D"},
      {"-2 days, 01:02:03.5", "-P2DT1H2M3.5S"},
      {"3d01:02", "P3DT1H2M"},
      {"3 DAYS 01:02", "P3DT1H2M"},
      {"3 daYs", "!duration_invalid_days"},
      {"3 das", "!duration_invalid_days"},
      {"3", "!duration_invalid_days"},
      {"1d 24:00:00", "!duration_hour_value_too_large"},
      {"d", "!duration_invalid_number"},
      {"", "!too_short"},
      {"-", "!too_short"},
  };
  for (const Row& row : rows) CHECK_ROW(row.input, duration(row.input), row.expected);
  CHECK_EQ(duration("1:00:00.0000001", MicrosecondsPrecision::error), "!second_fraction_too_long");
}

TEST(calendar_duration_and_timedelta) {
  struct DeltaRow {
    TimeDelta delta;
    std::string_view text;
    double seconds;
    std::string_view described;
  };
  const DeltaRow rows[] = {
      {{0, 0, 0}, "PT0S", 0, "0 seconds"},
      {{1, 7384, 500000},
       "P1DT2H3M4.5S",
       93784.5,
       "1 day and 2 hours and 3 minutes and 4 seconds and 500000 microseconds"},
      {{-1, 86399, 999999},
       "-PT0.000001S",
       -1e-06,
       "-1 days and 23 hours and 59 minutes and 59 seconds and 999999 microseconds"},
      {{-2, 43200, 0}, "-P1DT12H", -129600, "-2 days and 12 hours"},
      {{999999999, 86399, 999999},
       "P2739726Y9DT23H59M59.999999S",
       86399999999999.999999,
       "999999999 days and 23 hours and 59 minutes and 59 seconds and 999999 microseconds"},
      {{-999999999, 0, 0}, "-P2739726Y9D", -86399999913600, "-999999999 days"},
  };
  for (const DeltaRow& row : rows) {
    const Duration value = Duration::from_timedelta(row.delta);
    CHECK_ROW(row.text, shown(Error::none, value), row.text);
    const TimeDelta back = value.to_timedelta();
    CHECK_ROW(row.text, back.days, row.delta.days);
    CHECK_ROW(row.text, back.seconds, row.delta.seconds);
    CHECK_ROW(row.text, back.microseconds, row.delta.microseconds);
    CHECK_ROW(row.text, to_seconds(row.delta), row.seconds);
    CHECK_ROW(row.text, describe(row.delta), row.described);
  }
  CHECK_EQ(to_milliseconds(TimeDelta{1, 1, 1500}), 86401001.5);
  Duration value;
  CHECK_EQ(shown(duration_from_float(-1.5, value), value), "-PT1.5S");
  CHECK_EQ(shown(duration_from_float(INFINITY, value), value), "!duration_days_too_large");
  CHECK_EQ(shown(duration_from_float(NAN, value), value), "!nan_not_permitted");
  CHECK_EQ(shown(duration_from_int(-90000, value), value), "-P1DT1H");
  CHECK_EQ(shown(duration_from_int(86'400'000'000'000, value), value), "!duration_days_too_large");
  // In 2.41 days beyond 32 bits wrap around.
  CHECK_EQ(shown(duration_from_int(INT64_MIN, value), value),
           by_edition({"-P1586370Y170DT15H30M8S", "!duration_days_too_large"}));
}

TEST(calendar_order) {
  struct OrderRow {
    std::string_view a, b;
    int expected;
  };
  const auto sign = [](std::strong_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; };
  constexpr OrderRow datetimes[] = {
      {"2000-01-01T15:00Z", "2000-01-01T16:00+01:00", 0},
      {"2000-01-01T15:00Z", "2000-01-01T15:00+01:00", 1},
      {"2000-01-01T15:00Z", "2000-01-01T15:30", -1},
      {"2000-01-01T16:00+01:00", "2000-01-01T15:30", 1},
      {"2000-01-01T15:00:00.1", "2000-01-01T15:00:00.2", -1},
      {"1969-12-31T23:59:59", "1970-01-01T00:00", -1},
  };
  for (const OrderRow& row : datetimes) {
    DateTime a, b;
    CHECK(parse_datetime(row.a, kInfer, kTruncate, a) == Error::none);
    CHECK(parse_datetime(row.b, kInfer, kTruncate, b) == Error::none);
    CHECK_ROW(row.a, sign(compare(a, b)), row.expected);
    CHECK_ROW(row.a, sign(compare(b, a)), -row.expected);
    CHECK(!(a == b));
  }
  constexpr OrderRow durations[] = {
      {"P1D", "-P2D", 1},
      {"-P2D", "-P1D", -1},
      {"-P0D", "P0D", -1},
      {"PT0.5S", "PT0.4S", 1},
  };
  for (const OrderRow& row : durations) {
    Duration a, b;
    CHECK(parse_duration(row.a, kTruncate, a) == Error::none);
    CHECK(parse_duration(row.b, kTruncate, b) == Error::none);
    CHECK_ROW(row.a, sign(compare(a, b)), row.expected);
  }
  Time noon_utc, one_in_cet;
  CHECK(parse_time("12:00Z", kTruncate, noon_utc) == Error::none);
  CHECK(parse_time("13:00+01:00", kTruncate, one_in_cet) == Error::none);
  CHECK_EQ(sign(compare(noon_utc, one_in_cet)), 0);
}

TEST(calendar_every_day) {
  // A day's timestamp leads back to that day, for each of the 3,652,425 days there are.
  int64_t days = 0;
  int64_t wrong = 0;
  for (int64_t stamp = -62167219200; stamp <= 253402300799; stamp += 86400, ++days) {
    DateTime value;
    const Error error = datetime_from_int(stamp, TemporalUnit::seconds, value);
    wrong += error != Error::none || value.timestamp() != stamp || value.date.month == 0;
  }
  CHECK_EQ(days, 3652425);
  CHECK_EQ(wrong, 0);
}

TEST(calendar_clock) {
  DateTime moment;
  Date day;
  CHECK(now(-3600, moment) == Error::none);
  CHECK(moment.time.tz_offset == -3600);
  CHECK(moment.timestamp() > 1700000000);
  CHECK(today(0, day) == Error::none);
  CHECK(now(86400, moment) == Error::out_of_range_tz);
}
