// module/call_options.h: the keyword arguments of validate_python and its siblings.
#pragma once

#include "py/call.h"
#include "validate/input/state.h"

namespace pydantic_core {

/// bool or None: `out` is set to what was given. nullptr and None leave it. False with TypeError
/// set.
[[nodiscard]] bool read_option(Borrowed value, const char* name, std::optional<bool>& out);
/// "allow", "forbid", "ignore" or None; ValueError otherwise.
[[nodiscard]] bool read_option(Borrowed value, const char* name, std::optional<Extra>& out);
/// bool, "off", "on" or "trailing-strings"; ValueError otherwise.
[[nodiscard]] bool read_option(Borrowed value, const char* name, PartialMode& out);
/// bool, "all", "keys" or "none"; ValueError otherwise.
[[nodiscard]] bool read_option(Borrowed value, const char* name, CacheStrings& out);

/// nullptr for None.
inline Borrowed given(Borrowed value) { return value == Py_None ? nullptr : value; }

}  // namespace pydantic_core
