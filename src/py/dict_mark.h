// py/dict_mark.h: whether a dict has changed, without looking through it.
//
// Before 3.12 each dict has a version, which is another after each change. Since then CPython calls
// whoever watches a dict before it changes, and what we watch is counted together: a dict that
// nobody touched may seem to have changed, because another one did. A dict that was marked stays
// watched as long as it lives: to end that would take from others who have marked it, too.
#pragma once

#include <cstdint>

#include "py/ref.h"

namespace pydantic_core::py {

/// A number that is another once the dict has changed. To be asked for before the dict is read. 0:
/// nothing tells (others have taken all the watchers that CPython has). The number means nothing
/// for another dict, nor for one that took the place of this one in memory.
uint64_t dict_mark(Borrowed dict);

}  // namespace pydantic_core::py
