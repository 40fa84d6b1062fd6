// tests/unit/calendar_probe.cc: a program that answers questions about dates from stdin, one a
// line, so that a script can compare src/calendar with the published wheel over many generated
// cases. It is not a unit test, and not linked into unit_tests. A line is `op TAB unit TAB
// precision TAB argument...`; text arguments are in hex.
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "calendar/datetime.h"
#include "calendar/duration.h"

using namespace pydantic_core::calendar;

namespace {

std::string unhex(const char* hex) {
  std::string text;
  for (; hex[0] != '\0' && hex[1] != '\0'; hex += 2) {
    const char digits[3] = {hex[0], hex[1], '\0'};
    text += static_cast<char>(std::strtoul(digits, nullptr, 16));
  }
  return text;
}

bool report(Error error) {
  if (error == Error::none) return false;
  std::printf("error\t%s\t%s\n", error_code(error).data(), error_text(error).data());
  return true;
}

template <class Value>
void show(const Value& value) {
  char text[64];
  *format(value, text) = '\0';
  std::printf("ok\t%s\t%.17g\t%.17g\n", text, to_seconds(value), to_milliseconds(value));
}

void show(const Duration& value) {
  char text[64];
  *format(value, text) = '\0';
  const TimeDelta delta = value.to_timedelta();
  const bool same = Duration::from_timedelta(delta) == value || delta.days < -999'999'999 ||
                    (value.day | value.second | value.microsecond) == 0;
  std::printf("ok\t%s\t%.17g\t%.17g\t%d\t%d\t%d\t%s\t%s\n", text, to_seconds(delta),
              to_milliseconds(delta), delta.days, delta.seconds, delta.microseconds,
              describe(delta).c_str(), same ? "same" : "differs");
}

template <class Value, class Parse>
void show_order(const char* a, const char* b, Parse parse) {
  Value x, y;
  if (report(parse(unhex(a), x)) || report(parse(unhex(b), y))) return;
  const auto order = compare(x, y);
  std::printf("ok\t%d\n", order < 0 ? -1 : order > 0 ? 1 : 0);
}

void answer(const std::vector<const char*>& words) {
  const std::string op = words[0];
  const TemporalUnit unit = words[1][0] == 's'   ? TemporalUnit::seconds
                            : words[1][0] == 'm' ? TemporalUnit::milliseconds
                                                 : TemporalUnit::infer;
  const auto precision =
      words[2][0] == 'e' ? MicrosecondsPrecision::error : MicrosecondsPrecision::truncate;
  const char* const argument = words[3];
  Date date;
  Time time;
  DateTime datetime;
  Duration duration;
  const auto read_datetime = [&](const std::string& s, DateTime& v) {
    return parse_datetime(s, unit, precision, v);
  };
  const auto read_time = [&](const std::string& s, Time& v) { return parse_time(s, precision, v); };
  const auto read_duration = [&](const std::string& s, Duration& v) {
    return parse_duration(s, precision, v);
  };
  if (op == "date") {
    if (!report(parse_date(unhex(argument), unit, date))) show(date);
  } else if (op == "time") {
    if (!report(read_time(unhex(argument), time))) show(time);
  } else if (op == "datetime") {
    if (!report(read_datetime(unhex(argument), datetime))) show(datetime);
  } else if (op == "duration") {
    if (!report(read_duration(unhex(argument), duration))) show(duration);
  } else if (op == "time_int") {
    if (!report(time_from_int(std::strtoll(argument, nullptr, 10), time))) show(time);
  } else if (op == "time_float") {
    if (!report(time_from_float(std::strtod(argument, nullptr), time))) show(time);
  } else if (op == "datetime_int") {
    if (!report(datetime_from_int(std::strtoll(argument, nullptr, 10), unit, datetime)))
      show(datetime);
  } else if (op == "datetime_float") {
    if (!report(datetime_from_float(std::strtod(argument, nullptr), unit, datetime)))
      show(datetime);
  } else if (op == "duration_int") {
    if (!report(duration_from_int(std::strtoll(argument, nullptr, 10), duration))) show(duration);
  } else if (op == "duration_float") {
    if (!report(duration_from_float(std::strtod(argument, nullptr), duration))) show(duration);
  } else if (op == "order_time") {
    show_order<Time>(argument, words[4], read_time);
  } else if (op == "order_datetime") {
    show_order<DateTime>(argument, words[4], read_datetime);
  } else if (op == "order_duration") {
    show_order<Duration>(argument, words[4], read_duration);
  } else {
    std::printf("unknown\n");
  }
}

}  // namespace

int main() {
  char line[1 << 16];
  while (std::fgets(line, sizeof line, stdin) != nullptr) {
    if (char* const end = std::strchr(line, '\n')) *end = '\0';
    std::vector<const char*> words;
    for (char* word = line; word != nullptr;) {
      words.push_back(word);
      word = std::strchr(word, '\t');
      if (word != nullptr) *word++ = '\0';
    }
    words.resize(words.size() < 5 ? 5 : words.size(), "");
    answer(words);
  }
  return 0;
}
