// py/str_case.h: str.lower() and str.upper().
#pragma once

#include "base/ascii_text.h"
#include "py/ref.h"

namespace pydantic_core::py {

/// The exact str `text` in the other case, as str.lower() and str.upper() have it. Empty with an
/// exception set on failure.
[[nodiscard]] Ref change_case(Borrowed text, ascii::Case to);

}  // namespace pydantic_core::py
