// py/datetime.cc: see datetime.h.
#include "py/datetime.h"

#include <cmath>

#include "py/call.h"
#include "py/error.h"
#include "py/names.h"
#include "py/number.h"
#include "py/tzinfo.h"

namespace pydantic_core::py {

constinit PyDateTime_CAPI* datetime_api = nullptr;

bool init_datetime() {
  if (datetime_api == nullptr) {
    datetime_api = static_cast<PyDateTime_CAPI*>(PyCapsule_Import(PyDateTime_CAPSULE_NAME, 0));
  }
  return datetime_api != nullptr;
}

namespace {

/// What tzinfo= is given: a TzInfo, or None for a naive time. Empty with an exception set.
Ref tzinfo_of(const std::optional<int32_t>& offset) {
  return offset ? make_tzinfo(*offset) : borrow(Py_None);
}

/// An attribute that is a whole number of at most `max`. False with an exception set.
template <class T>
bool read_attribute(Borrowed object, Borrowed name, long max, T& out) {
  const Ref value = steal(PyObject_GetAttr(object, name));
  long number;
  if (!value || !read_integer(value.get(), 0, max, number)) return false;
  out = static_cast<T>(number);
  return true;
}

/// The offset that `tzinfo` has at `when`. False with an exception set.
bool read_offset(Borrowed tzinfo, Borrowed when, std::optional<int32_t>& out) {
  if (tzinfo == Py_None) return true;
  if (int32_t seconds; fixed_offset(tzinfo, seconds)) {
    out = seconds;
    return true;
  }
  const Ref delta = call_method(tzinfo, names.utcoffset, when);
  if (!delta) return false;
  if (delta.get() == Py_None) return true;
  const Ref total = call_method(delta.get(), names.total_seconds);
  if (!total) return false;
  const double seconds = std::round(PyFloat_AsDouble(total.get()));
  if (PyErr_Occurred()) return false;
  if (!(std::fabs(seconds) < 86400))
    return raise(PyExc_ValueError, "offset must be strictly between -24 and 24 hours");
  out = static_cast<int32_t>(seconds);
  return true;
}

/// The fields of a time or datetime of a subclass. False with an exception set.
bool read_time_attributes(Borrowed object, Borrowed when, calendar::Time& out) {
  const Ref tzinfo = steal(PyObject_GetAttr(object, names.tzinfo));
  return tzinfo && read_offset(tzinfo.get(), when, out.tz_offset) &&
         read_attribute(object, names.hour, UINT8_MAX, out.hour) &&
         read_attribute(object, names.minute, UINT8_MAX, out.minute) &&
         read_attribute(object, names.second, UINT8_MAX, out.second) &&
         read_attribute(object, names.microsecond, INT32_MAX, out.microsecond);
}

}  // namespace

Ref make_date(const calendar::Date& date) {
  return steal(
      datetime_api->Date_FromDate(date.year, date.month, date.day, datetime_api->DateType));
}

Ref make_time(const calendar::Time& time) {
  const Ref tzinfo = tzinfo_of(time.tz_offset);
  if (!tzinfo) return {};
  return steal(datetime_api->Time_FromTime(time.hour, time.minute, time.second,
                                           static_cast<int>(time.microsecond), tzinfo.get(),
                                           datetime_api->TimeType));
}

Ref make_datetime(const calendar::DateTime& datetime) {
  const auto& [date, time] = datetime;
  const Ref tzinfo = tzinfo_of(time.tz_offset);
  if (!tzinfo) return {};
  return steal(datetime_api->DateTime_FromDateAndTime(
      date.year, date.month, date.day, time.hour, time.minute, time.second,
      static_cast<int>(time.microsecond), tzinfo.get(), datetime_api->DateTimeType));
}

Ref make_timedelta(const calendar::Duration& duration) {
  const calendar::TimeDelta delta = duration.to_timedelta();
  return make_timedelta(delta.days, delta.seconds, delta.microseconds);
}

bool read_date(Borrowed object, calendar::Date& out) {
  if (is_exact_date(object) || is_exact_datetime(object)) {
    out = {static_cast<uint16_t>(PyDateTime_GET_YEAR(object)),
           static_cast<uint8_t>(PyDateTime_GET_MONTH(object)),
           static_cast<uint8_t>(PyDateTime_GET_DAY(object))};
    return true;
  }
  return read_attribute(object, names.year, UINT16_MAX, out.year) &&
         read_attribute(object, names.month, UINT8_MAX, out.month) &&
         read_attribute(object, names.day, UINT8_MAX, out.day);
}

bool read_time(Borrowed object, calendar::Time& out) {
  if (!is_exact_time(object)) return read_time_attributes(object, Py_None, out);
  out = {static_cast<uint8_t>(PyDateTime_TIME_GET_HOUR(object)),
         static_cast<uint8_t>(PyDateTime_TIME_GET_MINUTE(object)),
         static_cast<uint8_t>(PyDateTime_TIME_GET_SECOND(object)),
         static_cast<uint32_t>(PyDateTime_TIME_GET_MICROSECOND(object)),
         {}};
  return read_offset(PyDateTime_TIME_GET_TZINFO(object), Py_None, out.tz_offset);
}

namespace {

/// The fields of an instance of the very class, but for the offset.
calendar::DateTime read_exact_datetime(Borrowed object) {
  return {{static_cast<uint16_t>(PyDateTime_GET_YEAR(object)),
           static_cast<uint8_t>(PyDateTime_GET_MONTH(object)),
           static_cast<uint8_t>(PyDateTime_GET_DAY(object))},
          {static_cast<uint8_t>(PyDateTime_DATE_GET_HOUR(object)),
           static_cast<uint8_t>(PyDateTime_DATE_GET_MINUTE(object)),
           static_cast<uint8_t>(PyDateTime_DATE_GET_SECOND(object)),
           static_cast<uint32_t>(PyDateTime_DATE_GET_MICROSECOND(object)),
           {}}};
}

}  // namespace

bool read_datetime(Borrowed object, calendar::DateTime& out) {
  if (!is_exact_datetime(object))
    return read_date(object, out.date) && read_time_attributes(object, object, out.time);
  out = read_exact_datetime(object);
  return read_offset(PyDateTime_DATE_GET_TZINFO(object), object, out.time.tz_offset);
}

bool read_datetime_at_once(Borrowed object, calendar::DateTime& out) {
  out = read_exact_datetime(object);
  Borrowed tzinfo = PyDateTime_DATE_GET_TZINFO(object);
  int32_t offset = 0;
  if (tzinfo == Py_None) return true;
  if (!fixed_offset(tzinfo, offset)) return false;
  out.time.tz_offset = offset;
  return true;
}

bool read_timedelta(Borrowed object, calendar::Duration& out) {
  if (is_exact_timedelta(object)) {
    out = calendar::Duration::from_timedelta({PyDateTime_DELTA_GET_DAYS(object),
                                              PyDateTime_DELTA_GET_SECONDS(object),
                                              PyDateTime_DELTA_GET_MICROSECONDS(object)});
    return true;
  }
  const Ref total = call_method(object, names.total_seconds);
  if (!total) return false;
  const double seconds = PyFloat_AsDouble(total.get());
  if (seconds == -1.0 && PyErr_Occurred()) return false;
  const calendar::Error error = calendar::duration_from_float(seconds, out);
  if (error == calendar::Error::none) return true;
  return raise(PyExc_ValueError,
               error == calendar::Error::nan_not_permitted ? error_text(error) : error_code(error));
}

}  // namespace pydantic_core::py
