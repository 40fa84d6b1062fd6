// base/ascii_text.h: operations on ASCII text.
#pragma once

#include <cstddef>
#include <string_view>

namespace pydantic_core::ascii {

/// Whether `c` is white space to Unicode. U+001C to U+001F are white space to Python's str alone.
constexpr bool is_white_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// `text` without white space at its ends.
constexpr std::string_view strip(std::string_view text) {
  while (!text.empty() && is_white_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_white_space(text.back())) text.remove_suffix(1);
  return text;
}

enum class Case : bool { lower, upper };

/// Writes `text`, all in case `to`, to `out`, which has room for text.size() bytes. The loop has no
/// branches, so that compilers vectorise it.
inline void change_case(std::string_view text, Case to, char* out) {
  const auto first = static_cast<unsigned char>(to == Case::lower ? 'A' : 'a');
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool turns = static_cast<unsigned char>(c - first) < 26;
    out[i] = static_cast<char>(c ^ (turns ? 0x20 : 0));
  }
}

}  // namespace pydantic_core::ascii
