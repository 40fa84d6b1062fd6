// py/tzinfo.h: TzInfo, the datetime.tzinfo of a fixed offset that parsed datetimes and times carry.
#pragma once

#include <cstdint>

#include "py/ref.h"

namespace pydantic_core {

/// Adds TzInfo to the module. False with an exception set.
[[nodiscard]] bool init_tzinfo(PyObject* module);

/// TzInfo(seconds), where UTC is the same object each time; empty with an exception set (ValueError
/// from 24 hours on).
Ref make_tzinfo(int32_t seconds);

/// The offset of a TzInfo or of datetime.timezone.utc; false (and no exception) for any other
/// object.
bool fixed_offset(Borrowed tzinfo, int32_t& seconds);

}  // namespace pydantic_core
