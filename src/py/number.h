// py/number.h: C numbers out of objects that may have a say in it.
#pragma once

#include "py/ref.h"

namespace pydantic_core::py {

/// An int, or what __index__ gives, of 64 bits. An exception is set only for want of memory.
[[nodiscard]] bool int64_of(Borrowed object, int64_t& out);
/// Any number, as float() takes it: __float__, then __index__. An exception is set only for want
/// of memory.
[[nodiscard]] bool double_of(Borrowed object, double& out);

}  // namespace pydantic_core::py
