// json/eight_digits.h: decimal digits of a text, eight at a time.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

#include "base/utf8.h"

namespace pydantic_core::json {

static_assert(std::endian::native == std::endian::little, "the first digit is the lowest byte");

/// Whether the eight bytes at `text` are digits.
inline bool are_eight_digits(const char* text) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  const uint64_t word = utf8::load64(text);
  // A digit is 0x3N, and still is when 6 is added to it.
  return (((word & kOnes * 0xF0) ^ kOnes * 0x30) |
          (((word + kOnes * 6) & kOnes * 0xF0) ^ kOnes * 0x30)) == 0;
}

/// Whether all of `text` is digits.
inline bool are_digits(std::string_view text) {
  for (; text.size() >= 8; text.remove_prefix(8)) {
    if (!are_eight_digits(text.data())) return false;
  }
  for (const char c : text) {
    if (static_cast<unsigned char>(c - '0') >= 10) return false;
  }
  return true;
}

/// The value of the eight digits at `text`.
inline uint64_t eight_digits(const char* text) {
  uint64_t x = utf8::load64(text) - 0x3030303030303030;
  x = x * 10 + (x >> 8);  // two digits in every other byte
  constexpr uint64_t kMask = 0x000000FF000000FF;
  const uint64_t outer = (x & kMask) * (100 + (uint64_t{1'000'000} << 32));
  const uint64_t inner = ((x >> 16) & kMask) * (1 + (uint64_t{10'000} << 32));
  return (outer + inner) >> 32 & UINT32_MAX;
}

}  // namespace pydantic_core::json
