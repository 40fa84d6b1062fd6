// src/url/percent.cc: percent-encoding.
#include "percent.h"

namespace pydantic_core::url {
namespace {

unsigned hex_value(char c) {
  return static_cast<unsigned>(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
}

}  // namespace

void percent_encode(std::string_view text, const EncodeSet& set, std::string& out) {
  constexpr char kHex[] = "0123456789ABCDEF";
  while (!text.empty()) {
    size_t plain = 0;
    while (plain < text.size() && !set.has(text[plain])) ++plain;
    out += text.substr(0, plain);
    if (plain == text.size()) return;
    const auto byte = static_cast<unsigned char>(text[plain]);
    out += '%';
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
    text.remove_prefix(plain + 1);
  }
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && is_hex_digit(text[i + 1]) &&
        is_hex_digit(text[i + 2])) {
      out += static_cast<char>(hex_value(text[i + 1]) << 4 | hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace pydantic_core::url
