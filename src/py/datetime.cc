// py/datetime.cc: see datetime.h.
#include "py/datetime.h"

namespace pydantic_core::py {

constinit PyDateTime_CAPI* datetime_api = nullptr;

bool init_datetime() {
  if (datetime_api == nullptr) {
    datetime_api = static_cast<PyDateTime_CAPI*>(PyCapsule_Import(PyDateTime_CAPSULE_NAME, 0));
  }
  return datetime_api != nullptr;
}

}  // namespace pydantic_core::py
