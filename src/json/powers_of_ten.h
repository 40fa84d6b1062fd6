// json/powers_of_ten.h: the 128-bit powers of ten that turning doubles into text needs, computed by
// the compiler: long arithmetic on arrays of words replaces a table of 617 constants that nobody
// could check by eye.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace pydantic_core::json {

/// The first 128 bits of 10^e, rounded up: 2^127 <= high:low < 2^128 up to that rounding.
struct Power {
  uint64_t high, low;
};

namespace powers_detail {

/// 1,152 bits, least significant word first: room for 10^324, and for 473 bits of 1/5^292.
inline constexpr size_t kWords = 36;
using Long = std::array<uint32_t, kWords>;

constexpr void multiply(Long& value, uint32_t factor) {
  uint64_t carry = 0;
  for (uint32_t& word : value) {
    carry += uint64_t{word} * factor;
    word = static_cast<uint32_t>(carry);
    carry >>= 32;
  }
}

constexpr void divide(Long& value, uint32_t divisor) {
  uint64_t rest = 0;
  for (size_t i = kWords; i-- > 0;) {
    rest = rest << 32 | value[i];
    value[i] = static_cast<uint32_t>(rest / divisor);
    rest %= divisor;
  }
}

/// The first 128 bits from the highest set bit on, plus one.
constexpr Power leading_bits(const Long& value) {
  size_t top = kWords - 1;
  while (value[top] == 0) --top;
  // Five words hold the 128 bits wherever they begin in the first of them.
  uint64_t part[5] = {};
  for (size_t i = 0; i < 5 && i <= top; ++i) part[i] = value[top - i];
  const int shift = std::countl_zero(static_cast<uint32_t>(part[0]));
  auto word = [&](size_t i) { return (part[i] << 32 | part[i + 1]) << shift >> 32 & 0xFFFFFFFF; };
  Power power{word(0) << 32 | word(1), word(2) << 32 | word(3)};
  if (++power.low == 0) ++power.high;
  return power;
}

template <size_t Count>
constexpr std::array<Power, Count> whole_powers() {
  std::array<Power, Count> powers{};
  Long value{1};
  for (Power& power : powers) {
    power = leading_bits(value);
    multiply(value, 10);
  }
  return powers;
}

/// Of 10^-1, 10^-2, …: a large power of two divided by 5 again and again. Rounding down each time
/// gives the same as rounding down once, so the bits are exact.
template <size_t Count>
constexpr std::array<Power, Count> fractional_powers() {
  std::array<Power, Count> powers{};
  Long value{};
  value[kWords - 1] = uint32_t{1} << 31;
  for (Power& power : powers) {
    divide(value, 5);
    power = leading_bits(value);
  }
  return powers;
}

inline constexpr auto kWhole = whole_powers<325>();
inline constexpr auto kFractional = fractional_powers<292>();

}  // namespace powers_detail

/// 10^exponent for exponents from -292 to 324.
inline Power power_of_ten(int exponent) {
  return exponent >= 0 ? powers_detail::kWhole[static_cast<size_t>(exponent)]
                       : powers_detail::kFractional[static_cast<size_t>(-exponent) - 1];
}

}  // namespace pydantic_core::json
