// src/url/percent.h: percent-encoding.
#pragma once

#include <string>
#include <string_view>

namespace pydantic_core::url {

/// The ASCII characters that a part of a URL encodes, on top of control characters; what is not
/// ASCII always is.
constexpr std::string_view kControls = "";
constexpr std::string_view kFragmentSet = " \"<>`";
constexpr std::string_view kPathSet = " \"<>`#?{}";
constexpr std::string_view kUserinfoSet = " \"<>`#?{}/:;=@[\\]^|";
constexpr std::string_view kQuerySet = " \"#<>";
constexpr std::string_view kSpecialQuerySet = " \"#<>'";

void percent_encode(std::string_view text, std::string_view set, std::string& out);

std::string percent_decode(std::string_view text);

inline bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

/// Bytes with every ill-formed sequence replaced by U+FFFD.
std::string to_utf8_lossy(std::string_view bytes);

}  // namespace pydantic_core::url
