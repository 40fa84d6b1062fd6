// py/set_copy.h: copies of a set that is kept as a pattern.
#pragma once

#include "py/ref.h"

namespace pydantic_core::py {

/// A new set with the keys of `pattern`, an exact set that never changes any more. Its table is
/// copied as a block, where the set's own constructor makes an empty one and goes from key to key.
/// Empty with an exception set.
Ref copy_of_pattern(Borrowed pattern);

}  // namespace pydantic_core::py
