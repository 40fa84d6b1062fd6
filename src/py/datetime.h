// py/datetime.h: Python's datetime classes, and the calendar's values as their instances.
//
// All goes through the C API that the datetime module offers as a capsule. Instances of the very
// classes are read field by field; those of subclasses by their attributes, which a subclass may
// have replaced.
#pragma once

#include "calendar/datetime.h"
#include "calendar/duration.h"
#include "py/ref.h"
// clang-format off: it needs Python.h before it
#include <datetime.h>
// clang-format on

namespace pydantic_core::py {

/// The capsule's contents; set by init_datetime().
extern constinit PyDateTime_CAPI* datetime_api;

/// Imports datetime. False with an exception set. Doing it again changes nothing.
[[nodiscard]] bool init_datetime();

/// Instances of the classes and their subclasses; a datetime is a date, too.
inline bool is_date(Borrowed o) { return PyObject_TypeCheck(o, datetime_api->DateType); }
inline bool is_datetime(Borrowed o) { return PyObject_TypeCheck(o, datetime_api->DateTimeType); }
inline bool is_time(Borrowed o) { return PyObject_TypeCheck(o, datetime_api->TimeType); }
inline bool is_timedelta(Borrowed o) { return PyObject_TypeCheck(o, datetime_api->DeltaType); }
inline bool is_tzinfo(Borrowed o) { return PyObject_TypeCheck(o, datetime_api->TZInfoType); }
/// Instances of the very classes.
inline bool is_exact_date(Borrowed o) { return Py_IS_TYPE(o, datetime_api->DateType); }
inline bool is_exact_datetime(Borrowed o) { return Py_IS_TYPE(o, datetime_api->DateTimeType); }
inline bool is_exact_time(Borrowed o) { return Py_IS_TYPE(o, datetime_api->TimeType); }
inline bool is_exact_timedelta(Borrowed o) { return Py_IS_TYPE(o, datetime_api->DeltaType); }

/// timedelta(days, seconds, microseconds), normalised; empty with OverflowError set.
inline Ref make_timedelta(int days, int seconds, int microseconds) {
  return steal(
      datetime_api->Delta_FromDelta(days, seconds, microseconds, 1, datetime_api->DeltaType));
}

/// New Python objects; offsets become TzInfo. Empty with an exception set: for the year 0, and for
/// durations that are one step beyond what timedelta holds.
Ref make_date(const calendar::Date& date);
Ref make_time(const calendar::Time& time);
Ref make_datetime(const calendar::DateTime& datetime);
Ref make_timedelta(const calendar::Duration& duration);

/// The value of an instance of the class or a subclass (read_date: also of a datetime, whose date
/// it is). False with the exception set that the object's own code, or its tzinfo's, raised.
[[nodiscard]] bool read_date(Borrowed object, calendar::Date& out);
[[nodiscard]] bool read_time(Borrowed object, calendar::Time& out);
[[nodiscard]] bool read_datetime(Borrowed object, calendar::DateTime& out);
[[nodiscard]] bool read_timedelta(Borrowed object, calendar::Duration& out);

/// The value of an instance of the very class datetime, without running Python code: false, without
/// an exception, when its tzinfo would have to be asked.
[[nodiscard]] bool read_datetime_at_once(Borrowed object, calendar::DateTime& out);

}  // namespace pydantic_core::py
