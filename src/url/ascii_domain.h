// url/ascii_domain.h: the ASCII of domain names: which of it is forbidden, and its lower case.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace pydantic_core::url {

inline constexpr auto kForbiddenInDomain = [] {
  std::array<bool, 128> forbidden{};
  for (size_t c = 0; c <= 0x20; ++c) forbidden[c] = true;
  for (const char c : std::string_view("%#/:<>?@[\\]^|\x7F"))
    forbidden[static_cast<unsigned char>(c)] = true;
  return forbidden;
}();

/// Whether no domain name may have the character. False for all that are not ASCII.
inline bool is_forbidden(char32_t c) { return c < 0x80 && kForbiddenInDomain[c]; }

/// A character of ASCII in lower case.
template <class Character>
Character to_lower(Character c) {
  return c >= 'A' && c <= 'Z' ? static_cast<Character>(c + 32) : c;
}

}  // namespace pydantic_core::url
