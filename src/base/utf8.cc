// The out-of-line half of utf8.h.
#include "base/utf8.h"

namespace pydantic_core::utf8 {
namespace {

unsigned char byte_at(std::string_view text, size_t i) {
  return static_cast<unsigned char>(text[i]);
}

/// The allowed range of a sequence's second byte: the only place where overlong forms, surrogates
/// and values above U+10FFFF show.
struct SecondByte {
  unsigned char low, high;
};

SecondByte second_byte(unsigned char lead) {
  switch (lead) {
    case 0xE0:
      return {0xA0, 0xBF};
    case 0xED:
      return {0x80, 0x9F};
    case 0xF0:
      return {0x90, 0xBF};
    case 0xF4:
      return {0x80, 0x8F};
    default:
      return {0x80, 0xBF};
  }
}

size_t sequence_length(unsigned char lead) {
  if (lead < 0xC2 || lead > 0xF4) return 0;
  return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// Whether a sequence of four bytes is neither overlong nor beyond U+10FFFF.
bool is_in_planes(uint32_t word) {
  const uint32_t lead = word & 7;
  const uint32_t second = word & 0x3000;
  return lead == 0 ? second != 0 : lead < 4 || (lead == 4 && second == 0);
}

}  // namespace

Checked check(std::string_view text) {
  const size_t n = text.size();
  size_t i = 0;
  while (i < n) {
    while (n - i >= 8 && (load64(text.data() + i) & kHighBits) == 0) i += 8;
    while (i < n && byte_at(text, i) < 0x80) ++i;
    if (i == n) break;
    const unsigned char lead = byte_at(text, i);
    const size_t length = sequence_length(lead);
    if (length == 0) return {i, false};
    if (i + 1 == n) return {i, true};
    const auto [low, high] = second_byte(lead);
    if (byte_at(text, i + 1) < low || byte_at(text, i + 1) > high) return {i, false};
    for (size_t k = 2; k < length; ++k) {
      if (i + k == n) return {i, true};
      if ((byte_at(text, i + k) & 0xC0) != 0x80) return {i, false};
    }
    i += length;
  }
  return {n, false};
}

bool is_valid(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  // Whole sequences a word at a time, of which three bytes in four are looked at; what is odd, or
  // near the end, is left to `check`. Little-endian, as all that is built for.
  while (end - at >= 4) {
    const uint32_t word = load32(at);
    if ((word & 0x80808080) == 0) {
      at += 4;
    } else if ((word & 0x00C0C0F0) == 0x008080E0 && (word & 0x0000200F) != 0 &&
               (word & 0x0000200F) != 0x0000200D) {
      at += 3;  // neither overlong nor a surrogate
    } else if ((word & 0x80) == 0) {
      at += 1;
    } else if ((word & 0x0000C0E0) == 0x000080C0 && (word & 0x0000001E) != 0) {
      at += 2;
    } else if ((word & 0xC0C0C0F8) == 0x808080F0 && is_in_planes(word)) {
      at += 4;
    } else {
      break;
    }
  }
  const std::string_view rest(at, static_cast<size_t>(end - at));
  return check(rest).valid_up_to == rest.size();
}

size_t count_code_points(std::string_view text) {
  size_t count = 0;
  for (char c : text) count += static_cast<signed char>(c) > static_cast<signed char>(0xBF);
  return count;
}

Shape measure(std::string_view text) {
  // One pass that vectorises: continuation bytes are 0x80..0xBF, so the largest byte is a lead
  // byte whenever the text is not ASCII, and it alone decides the width.
  size_t count = 0;
  unsigned char largest = 0;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    count += (byte & 0xC0) != 0x80;
    largest = byte > largest ? byte : largest;
  }
  const uint8_t bits = largest < 0x80 ? 7 : largest < 0xC4 ? 8 : largest < 0xF0 ? 16 : 32;
  return {count, bits};
}

size_t encode(char32_t c, char* out) {
  auto put = [&](size_t i, char32_t value) { out[i] = static_cast<char>(value); };
  if (c < 0x80) {
    put(0, c);
    return 1;
  }
  if (c < 0x800) {
    put(0, 0xC0 | c >> 6);
    put(1, 0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    put(0, 0xE0 | c >> 12);
    put(1, 0x80 | (c >> 6 & 0x3F));
    put(2, 0x80 | (c & 0x3F));
    return 3;
  }
  put(0, 0xF0 | c >> 18);
  put(1, 0x80 | (c >> 12 & 0x3F));
  put(2, 0x80 | (c >> 6 & 0x3F));
  put(3, 0x80 | (c & 0x3F));
  return 4;
}

}  // namespace pydantic_core::utf8
