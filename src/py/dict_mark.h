// py/dict_mark.h: whether a dict has changed, without looking through it.
//
// Before 3.12 each dict has a version, which changes whenever the dict does. Since then CPython
// calls the watchers of a dict before it changes. All dicts that we watch share one counter, so a
// dict may seem to have changed because another one did. A dict that was marked stays watched as
// long as it lives: other callers may have marked it too, and still rely on that.
#pragma once

#include <cstdint>

#include "py/ref.h"

namespace pydantic_core::py {

/// A number that differs once the dict has changed. Ask for it before reading the dict. 0: changes
/// cannot be detected (other code has taken all the watchers that CPython has). The numbers of two
/// dicts must not be compared, not even if one took the place of the other in memory.
uint64_t dict_mark(Borrowed dict);

}  // namespace pydantic_core::py
