// py/deep_copy.h: copies of defaults that their users may change.
#pragma once

#include "py/ref.h"

namespace pydantic_core::py {

/// Whether deep_copy makes it anew by itself.
bool is_copied_anew(Borrowed object);
/// copy.deepcopy(object). An empty dict, list or set is made anew without it, as most such defaults
/// are one: who puts a function of his own in the place of copy.deepcopy does not see those. Empty
/// with an exception set.
Ref deep_copy(Borrowed object);

}  // namespace pydantic_core::py
