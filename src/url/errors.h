// url/errors.h: the result of everything here that can refuse its input. The list is errors.def.
#pragma once

#include <cstdint>
#include <string_view>

namespace pydantic_core::url {

/// `none` is success.
enum class [[nodiscard]] Error : uint8_t {
  none,
#define URL_ERROR(name, text) name,
#define URL_VIOLATION(name, text) name,
#include "errors.def"
#undef URL_ERROR
#undef URL_VIOLATION
};

/// The sentence for users; "" for `none`. Static storage, NUL-terminated.
std::string_view error_text(Error error);

/// Whether it is one that only strict mode makes (url_syntax_violation rather than url_parsing).
bool is_violation(Error error);

}  // namespace pydantic_core::url
