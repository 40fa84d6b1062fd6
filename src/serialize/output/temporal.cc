// serialize/output/temporal.cc: see temporal.h.
#include "serialize/output/temporal.h"

#include "py/call.h"
#include "py/datetime.h"
#include "py/names.h"

namespace pydantic_core {
namespace {

/// What a timedelta is in seconds. A subclass is asked: upstream trusts its total_seconds(). False
/// with an exception set.
bool read_seconds(Borrowed value, double& out) {
  const Ref total = py::call_method(value, names.total_seconds);
  if (!total) return false;
  out = PyFloat_AsDouble(total.get());
  return out != -1.0 || !PyErr_Occurred();
}

template <class Value>
double in_unit(const Value& value, TemporalMode mode) {
  return mode == TemporalMode::seconds ? calendar::to_seconds(value)
                                       : calendar::to_milliseconds(value);
}

bool read_number(Borrowed value, TemporalMode mode, double& out) {
  if (py::is_exact_timedelta(value)) {
    out = in_unit(
        calendar::TimeDelta{PyDateTime_DELTA_GET_DAYS(value), PyDateTime_DELTA_GET_SECONDS(value),
                            PyDateTime_DELTA_GET_MICROSECONDS(value)},
        mode);
    return true;
  }
  if (!read_seconds(value, out)) return false;
  // As in upstream, also for the milliseconds of a subclass.
  if (mode == TemporalMode::milliseconds) out /= 1000.0;
  return true;
}

}  // namespace

bool TemporalJson::read(TemporalKind type, Borrowed value, TemporalMode mode) {
  is_text_ = mode == TemporalMode::iso8601;
  const auto take = [&](const auto& read) {
    if (is_text_) {
      end_ = calendar::format(read, text_);
    } else {
      number_ = in_unit(read, mode);
    }
    return true;
  };
  if (type == TemporalKind::datetime) {
    calendar::DateTime datetime;
    return py::read_datetime(value, datetime) && take(datetime);
  }
  if (type == TemporalKind::date) {
    calendar::Date date;
    return py::read_date(value, date) && take(date);
  }
  if (type == TemporalKind::time) {
    calendar::Time time;
    return py::read_time(value, time) && take(time);
  }
  if (!is_text_) return read_number(value, mode, number_);
  calendar::Duration duration;
  if (!py::read_timedelta(value, duration)) return false;
  end_ = calendar::format(duration, text_);
  return true;
}

Ref TemporalJson::to_python() const {
  return is_text_ ? py::str(text()) : steal(PyFloat_FromDouble(number_));
}

Ref TemporalJson::to_key() const {
  if (is_text_) return py::str(text());
  Text plain;
  json::append_plain(plain, number_);
  return py::str(plain);
}

}  // namespace pydantic_core
