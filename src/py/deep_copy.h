// py/deep_copy.h: copies of defaults that their users may change.
#pragma once

#include "py/ref.h"

namespace pydantic_core::py {

/// Whether deep_copy makes it anew by itself.
bool is_copied_anew(Borrowed object);
/// copy.deepcopy(object). Most such defaults are an empty dict, list or set; these are made anew
/// without copy.deepcopy, so that a user's replacement of that function is not called for them.
/// Empty with an exception set.
Ref deep_copy(Borrowed object);

}  // namespace pydantic_core::py
