// validate/input/temporal.h: dates, times, datetimes and durations that inputs can be read as.
//
// Reading adds no line error: an input that is not a date may still be a datetime at midnight, and
// the other way round. The reason is kept as a fault, which fail() turns into a line error when all
// else failed.
#pragma once

#include "py/datetime.h"
#include "validate/input/json_input.h"
#include "validate/input/py_input.h"
#include "validate/input/state.h"
#include "validate/input/string_input.h"

namespace pydantic_core {

/// How an input was no such value.
struct TemporalFault {
  ErrorType type = ErrorType::missing;
  calendar::Error reason = calendar::Error::none;  ///< what the parser said, if it was asked

  /// Adds the line error.
  template <class Input>
  Outcome fail(Input input, State& state) const {
    if (reason == calendar::Error::none) return state.fail(type, input);
    return state.fail(type, input, calendar::error_text(reason));
  }
};

/// A value as it was read: either the Python object that was given, which may be of a subclass, or
/// parsed.
template <class T>
struct Temporal {
  Ref object;
  T parsed;
  Exactness exactness = Exactness::lax;
};

struct TemporalOptions {
  bool strict = false;
  calendar::TemporalUnit unit = calendar::TemporalUnit::infer;
  calendar::MicrosecondsPrecision precision = calendar::MicrosecondsPrecision::truncate;
};

/// Reads a calendar::Date, Time, DateTime or Duration. Outcome::ok, invalid with `fault` set, or
/// raised.
template <class T, class Input>
Outcome read_temporal(Input input, TemporalOptions options, Temporal<T>& out, TemporalFault& fault);

/// The value itself. False with the exception set that the object's own code, or its tzinfo's,
/// raised.
[[nodiscard]] inline bool get_value(const Temporal<calendar::Date>& from, calendar::Date& out) {
  if (from.object) return py::read_date(from.object.get(), out);
  out = from.parsed;
  return true;
}
[[nodiscard]] inline bool get_value(const Temporal<calendar::Time>& from, calendar::Time& out) {
  if (from.object) return py::read_time(from.object.get(), out);
  out = from.parsed;
  return true;
}
[[nodiscard]] inline bool get_value(const Temporal<calendar::DateTime>& from,
                                    calendar::DateTime& out) {
  if (from.object) return py::read_datetime(from.object.get(), out);
  out = from.parsed;
  return true;
}
[[nodiscard]] inline bool get_value(const Temporal<calendar::Duration>& from,
                                    calendar::Duration& out) {
  if (from.object) return py::read_timedelta(from.object.get(), out);
  out = from.parsed;
  return true;
}

}  // namespace pydantic_core
