// calendar/errors.h: the result of every function here that can refuse its input. The list, with
// its texts, is errors.def; nothing is formatted and nothing allocated when a parse fails.
#pragma once

#include <cstdint>
#include <string_view>

namespace pydantic_core::calendar {

/// `none` is success; every other value is a row of errors.def.
enum class [[nodiscard]] Error : uint8_t {
  none,
#define CALENDAR_ERROR(code, text) code,
#include "errors.def"
#undef CALENDAR_ERROR
};

/// The sentence for users, "input is too short"; "" for `none`. Static storage, NUL-terminated.
std::string_view error_text(Error error);

/// The name for programs, "too_short"; "" for `none`. Static storage, NUL-terminated.
std::string_view error_code(Error error);

}  // namespace pydantic_core::calendar
