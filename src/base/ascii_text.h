// base/ascii_text.h: what is done to texts of nothing but ASCII.
#pragma once

#include <cstddef>
#include <string_view>

namespace pydantic_core::ascii {

/// Whether that is white space as Unicode has it: unlike for Python, U+001C to U+001F are none.
constexpr bool is_white_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// `text` without the white space at its ends.
constexpr std::string_view strip(std::string_view text) {
  while (!text.empty() && is_white_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_white_space(text.back())) text.remove_suffix(1);
  return text;
}

enum class Case : bool { lower, upper };

/// Writes `text` to `out`, as long as it is, in the other case. A loop that compilers make many
/// characters at once of.
inline void change_case(std::string_view text, Case to, char* out) {
  const auto first = static_cast<unsigned char>(to == Case::lower ? 'A' : 'a');
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const bool turns = static_cast<unsigned char>(c - first) < 26;
    out[i] = static_cast<char>(c ^ (turns ? 0x20 : 0));
  }
}

}  // namespace pydantic_core::ascii
