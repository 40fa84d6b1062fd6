// validate/input/temporal.cc: see temporal.h. The four kinds differ in what is a row here: their
// error types, their classes, their parsers, and what they make of numbers.
#include "validate/input/temporal.h"

#include <optional>

#include "py/number.h"

namespace pydantic_core {
namespace {

using calendar::Date;
using calendar::DateTime;
using calendar::Duration;
using calendar::Error;
using calendar::Time;

/// What distinguishes one kind from another.
template <class T>
struct Kind;

template <>
struct Kind<Date> {
  static constexpr ErrorType kType = ErrorType::date_type;
  static constexpr ErrorType kParsing = ErrorType::date_parsing;
  static constexpr bool kNumbers = false;

  static bool is_exact(Borrowed object) { return py::is_exact_date(object); }
  static bool is(Borrowed object) { return py::is_date(object) && !py::is_datetime(object); }
  static Error parse(std::string_view text, TemporalOptions options, Date& out) {
    return calendar::parse_date(text, options.unit, out);
  }
  static Error from_int(int64_t, TemporalOptions, Date&) { return Error::none; }
  static Error from_float(double, TemporalOptions, Date&) { return Error::none; }
};

template <>
struct Kind<Time> {
  static constexpr ErrorType kType = ErrorType::time_type;
  static constexpr ErrorType kParsing = ErrorType::time_parsing;
  static constexpr bool kNumbers = true;

  static bool is_exact(Borrowed object) { return py::is_exact_time(object); }
  static bool is(Borrowed object) { return py::is_time(object); }
  static Error parse(std::string_view text, TemporalOptions options, Time& out) {
    return calendar::parse_time(text, options.precision, out);
  }
  static Error from_int(int64_t number, TemporalOptions, Time& out) {
    return calendar::time_from_int(number, out);
  }
  static Error from_float(double number, TemporalOptions, Time& out) {
    return calendar::time_from_float(number, out);
  }
};

template <>
struct Kind<DateTime> {
  static constexpr ErrorType kType = ErrorType::datetime_type;
  static constexpr ErrorType kParsing = ErrorType::datetime_parsing;
  static constexpr bool kNumbers = true;

  static bool is_exact(Borrowed object) { return py::is_exact_datetime(object); }
  static bool is(Borrowed object) { return py::is_datetime(object); }
  static Error parse(std::string_view text, TemporalOptions options, DateTime& out) {
    return calendar::parse_datetime(text, options.unit, options.precision, out);
  }
  static Error from_int(int64_t number, TemporalOptions options, DateTime& out) {
    return calendar::datetime_from_int(number, options.unit, out);
  }
  static Error from_float(double number, TemporalOptions options, DateTime& out) {
    return calendar::datetime_from_float(number, options.unit, out);
  }
};

template <>
struct Kind<Duration> {
  static constexpr ErrorType kType = ErrorType::time_delta_type;
  static constexpr ErrorType kParsing = ErrorType::time_delta_parsing;
  static constexpr bool kNumbers = true;

  static bool is_exact(Borrowed object) { return py::is_exact_timedelta(object); }
  static bool is(Borrowed object) { return py::is_timedelta(object); }
  static Error parse(std::string_view text, TemporalOptions options, Duration& out) {
    return calendar::parse_duration(text, options.precision, out);
  }
  static Error from_int(int64_t number, TemporalOptions, Duration& out) {
    return calendar::duration_from_int(number, out);
  }
  static Error from_float(double number, TemporalOptions, Duration& out) {
    return calendar::duration_from_float(number, out);
  }
};

/// The outcome of parsing. `exactness` is how closely the input matches if it parsed.
template <class T>
Outcome parsed(Error error, Exactness exactness, Temporal<T>& out, TemporalFault& fault) {
  out.exactness = exactness;
  if (error == Error::none) return Outcome::ok;
  fault = {Kind<T>::kParsing, error};
  return Outcome::invalid;
}

/// The text of a str, or the bytes of bytes; empty when it is neither, and a fault when the str is
/// no UTF-8. An exception is set only for want of memory.
std::optional<std::string_view> text_of(Borrowed object, TemporalFault& fault) {
  std::string_view text;
  if (PyUnicode_Check(object)) {
    if (py::utf8(object, text)) return text;
    if (forgive()) fault = {ErrorType::string_unicode, Error::none};
    return {};
  }
  if (!PyBytes_Check(object)) return {};
  return std::string_view(PyBytes_AS_STRING(object), static_cast<size_t>(PyBytes_GET_SIZE(object)));
}

/// The outcome of a check that said no, or failed because memory ran out.
Outcome no_answer() { return PyErr_Occurred() ? Outcome::raised : Outcome::invalid; }

/// A date as the datetime of its midnight.
Outcome midnight_of(Borrowed object, Temporal<DateTime>& out) {
  calendar::Date date;
  if (!py::read_date(object, date)) return Outcome::raised;
  out.object = py::make_datetime({date, {}});
  return out.object ? Outcome::ok : Outcome::raised;
}

template <class T>
Outcome read(PyInput input, TemporalOptions options, Temporal<T>& out, TemporalFault& fault) {
  using K = Kind<T>;
  Borrowed const object = input.object;
  if (K::is_exact(object) || K::is(object)) {
    out.exactness = K::is_exact(object) ? Exactness::exact : Exactness::strict;
    out.object = borrow(object);
    return Outcome::ok;
  }
  fault = {K::kType, Error::none};
  if (options.strict) return Outcome::invalid;
  if (const auto text = text_of(object, fault)) {
    return parsed(K::parse(*text, options, out.parsed), Exactness::lax, out, fault);
  }
  if (!K::kNumbers || PyUnicode_Check(object)) return no_answer();
  // A bool is a number of seconds only as a duration.
  if (K::kType != ErrorType::time_delta_type && PyBool_Check(object)) return Outcome::invalid;
  if (int64_t number; py::int64_of(object, number)) {
    return parsed(K::from_int(number, options, out.parsed), Exactness::lax, out, fault);
  }
  if (PyErr_Occurred()) return Outcome::raised;
  if (double number; py::double_of(object, number)) {
    return parsed(K::from_float(number, options, out.parsed), Exactness::lax, out, fault);
  }
  if (PyErr_Occurred()) return Outcome::raised;
  if constexpr (std::is_same_v<T, DateTime>) {
    if (py::is_date(object)) return midnight_of(object, out);
  }
  return Outcome::invalid;
}

template <class T>
Outcome read(JsonInput input, TemporalOptions options, Temporal<T>& out, TemporalFault& fault) {
  using K = Kind<T>;
  const json::Kind kind = input.value.kind();
  if (kind == json::Kind::string) [[likely]] {
    return parsed(K::parse(input.value.as_string(), options, out.parsed),
                  input.is_key ? Exactness::lax : Exactness::strict, out, fault);
  }
  if (K::kNumbers && !options.strict) {
    if (kind == json::Kind::floating) {
      return parsed(K::from_float(input.value.as_double(), options, out.parsed), Exactness::lax,
                    out, fault);
    }
    if (kind == json::Kind::int64 && input.value.is_small_int()) {
      return parsed(K::from_int(input.value.as_int64(), options, out.parsed), Exactness::lax, out,
                    fault);
    }
    const bool is_int =
        kind == json::Kind::int64 || kind == json::Kind::uint64 || kind == json::Kind::big_int;
    if (is_int && K::kType == ErrorType::time_type)
      return parsed(Error::time_too_large, Exactness::lax, out, fault);
  }
  fault = {K::kType, Error::none};
  return Outcome::invalid;
}

template <class T>
Outcome read(StringInput input, TemporalOptions options, Temporal<T>& out, TemporalFault& fault) {
  using K = Kind<T>;
  fault = {K::kType, Error::none};
  if (!input.is_text()) return Outcome::invalid;
  const auto text = text_of(input.object, fault);
  return text ? parsed(K::parse(*text, options, out.parsed), Exactness::strict, out, fault)
              : no_answer();
}

}  // namespace

template <class T, class Input>
Outcome read_temporal(Input input, TemporalOptions options, Temporal<T>& out,
                      TemporalFault& fault) {
  return read(input, options, out, fault);
}

#define PC_READ_TEMPORAL(T)                                                                 \
  template Outcome read_temporal(PyInput, TemporalOptions, Temporal<T>&, TemporalFault&);   \
  template Outcome read_temporal(JsonInput, TemporalOptions, Temporal<T>&, TemporalFault&); \
  template Outcome read_temporal(StringInput, TemporalOptions, Temporal<T>&, TemporalFault&);
PC_READ_TEMPORAL(Date)
PC_READ_TEMPORAL(Time)
PC_READ_TEMPORAL(DateTime)
PC_READ_TEMPORAL(Duration)
#undef PC_READ_TEMPORAL

}  // namespace pydantic_core
