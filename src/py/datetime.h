// py/datetime.h: Python's datetime classes, through the C API that the datetime module offers as a
// capsule.
#pragma once

#include "py/ref.h"
// clang-format off: it needs Python.h before it
#include <datetime.h>
// clang-format on

namespace pydantic_core::py {

/// The capsule's contents; set by init_datetime().
extern constinit PyDateTime_CAPI* datetime_api;

/// Imports datetime. False with an exception set. Doing it again changes nothing.
[[nodiscard]] bool init_datetime();

inline bool is_date(Borrowed object) { return PyObject_TypeCheck(object, datetime_api->DateType); }
inline bool is_datetime(Borrowed object) {
  return PyObject_TypeCheck(object, datetime_api->DateTimeType);
}
inline bool is_time(Borrowed object) { return PyObject_TypeCheck(object, datetime_api->TimeType); }
inline bool is_timedelta(Borrowed object) {
  return PyObject_TypeCheck(object, datetime_api->DeltaType);
}
inline bool is_tzinfo(Borrowed object) {
  return PyObject_TypeCheck(object, datetime_api->TZInfoType);
}

/// timedelta(days, seconds, microseconds), normalised; empty with OverflowError set.
inline Ref make_timedelta(int days, int seconds, int microseconds) {
  return steal(
      datetime_api->Delta_FromDelta(days, seconds, microseconds, 1, datetime_api->DeltaType));
}

}  // namespace pydantic_core::py
