// base/utf8.cc: the out-of-line half of utf8.h.
#include "base/utf8.h"

#include <bit>

namespace pydantic_core::utf8 {
namespace {

unsigned char byte_at(std::string_view text, size_t i) {
  return static_cast<unsigned char>(text[i]);
}

/// The allowed range of a sequence's second byte. Overlong forms of three and four bytes,
/// surrogates and values above U+10FFFF differ from valid sequences in that byte alone.
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

/// The length of the valid sequence that four bytes (a little-endian word) begin with; 0 if they
/// begin with none.
size_t valid_sequence(uint32_t word) {
  if ((word & 0x80) == 0) return 1;
  if ((word & 0x00C0C0F0) == 0x008080E0) {
    const uint32_t odd = word & 0x0000200F;
    return odd != 0 && odd != 0x0000200D ? 3 : 0;  // neither overlong nor a surrogate
  }
  if ((word & 0x0000C0E0) == 0x000080C0) return (word & 0x0000001E) != 0 ? 2 : 0;
  return (word & 0xC0C0C0F8) == 0x808080F0 && is_in_planes(word) ? 4 : 0;
}

/// Whether eight bytes begin with two sequences of three bytes, of which neither has a lead byte
/// that restricts the second byte (0xE0, 0xED).
bool is_two_of_three(uint64_t word) {
  if ((word & 0xC0C0F0C0C0F0) != 0x8080E08080E0) return false;
  const auto is_odd = [](uint64_t lead) { return lead == 0 || lead == 0xD; };
  return !is_odd(word & 0xF) && !is_odd(word >> 24 & 0xF);
}

/// Whether four bytes are two sequences of two bytes.
bool is_two_of_two(uint32_t word) {
  return (word & 0xC0E0C0E0) == 0x80C080C0 && (word & 0x0000001E) != 0 && (word & 0x001E0000) != 0;
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
  while (end - at >= 8) {
    const uint64_t word = load64(at);
    if (const int ascii = std::countr_zero(word & kHighBits) / 8) {
      at += ascii;
    } else if (is_two_of_three(word)) {
      at += 6;
    } else if (is_two_of_two(static_cast<uint32_t>(word))) {
      at += 4;
    } else if (const size_t length = valid_sequence(static_cast<uint32_t>(word))) {
      at += length;
    } else {
      return false;
    }
  }
  // The last bytes, padded with zeros, which cannot complete a sequence.
  char rest[12] = {};
  const auto size = static_cast<size_t>(end - at);
  std::memcpy(rest, at, size);
  for (size_t i = 0; i < size;) {
    const size_t length = valid_sequence(load32(rest + i));
    if (length == 0) return false;
    i += length;
  }
  return true;
}

Census census(std::string_view text) {
  const char* at = text.data();
  size_t size = text.size(), trailing = 0;
  uint64_t wide = 0, widest = 0;  // the top bits of their lead bytes
  const auto look = [&](uint64_t word) {
    const uint64_t leads = word & word << 1;
    trailing += ((word & ~(word << 1) & kHighBits) >> 7) * 0x0101010101010101 >> 56;
    wide |= leads & (word << 2 | word << 3 | word << 4 | word << 5);
    widest |= leads & word << 2 & word << 3;
  };
  for (; size >= 8; size -= 8, at += 8) look(load64(at));
  char rest[8] = {};
  std::memcpy(rest, at, size);
  look(load64(rest));
  return {text.size() - trailing, (wide & kHighBits) != 0, (widest & kHighBits) != 0};
}

}  // namespace pydantic_core::utf8
