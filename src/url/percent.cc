// src/url/percent.cc: percent-encoding.
#include "percent.h"

namespace pydantic_core::url {
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

}  // namespace pydantic_core::url
