// src/url/percent.cc: percent-encoding, and what becomes of bytes that are no text.
#include "percent.h"

#include "base/utf8.h"

namespace pydantic_core::url {
namespace {

unsigned hex_value(char c) {
  return static_cast<unsigned>(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
}

/// How many bytes at the start of `bytes`, which is ill-formed there, one U+FFFD stands for: as
/// many as could have begun a character.
size_t ill_formed_length(std::string_view bytes) {
  const auto at = [bytes](size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u;
  };
  const unsigned lead = at(0);
  if (lead < 0xC2 || lead > 0xF4) return 1;
  const unsigned lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (at(1) < lowest || at(1) > highest) return 1;
  if (lead < 0xE0 || at(2) < 0x80 || at(2) > 0xBF) return 2;
  return lead < 0xF0 || at(3) < 0x80 || at(3) > 0xBF ? 3 : 4;
}

}  // namespace

void percent_encode(std::string_view text, std::string_view set, std::string& out) {
  constexpr char kHex[] = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F && set.find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
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

std::string to_utf8_lossy(std::string_view bytes) {
  std::string out;
  while (!bytes.empty()) {
    const size_t valid = utf8::check(bytes).valid_up_to;
    out += bytes.substr(0, valid);
    bytes.remove_prefix(valid);
    if (bytes.empty()) break;
    out += "\uFFFD";
    bytes.remove_prefix(ill_formed_length(bytes));
  }
  return out;
}

}  // namespace pydantic_core::url
