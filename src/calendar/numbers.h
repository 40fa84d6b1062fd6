// calendar/numbers.h: numbers inside dates and durations: decimal text both ways, and the float
// conversions that the specification makes (saturating casts). Private to this folder.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>

namespace pydantic_core::calendar {

inline bool is_digit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

/// The value of two digits, or 255 when one of them is not a digit.
inline unsigned two_digits(const char* p) {
  const unsigned high = static_cast<unsigned char>(p[0] - '0');
  const unsigned low = static_cast<unsigned char>(p[1] - '0');
  return ((high < 10) & (low < 10)) != 0 ? high * 10 + low : 255;
}

/// Writes a value below 100 as two digits; returns the end.
inline char* put_two(char* out, uint32_t value) {
  out[0] = static_cast<char>('0' + value / 10);
  out[1] = static_cast<char>('0' + value % 10);
  return out + 2;
}

/// Writes a value below 1000000 as six digits; returns the end.
inline char* put_six(char* out, uint32_t value) {
  return put_two(put_two(put_two(out, value / 10000), value / 100 % 100), value % 100);
}

/// Casts that round toward zero, clamp to the type's range and make NaN zero.
inline uint32_t saturate_u32(double value) {
  if (!(value > 0)) return 0;
  return value >= 4294967296.0 ? UINT32_MAX : static_cast<uint32_t>(value);
}

inline uint64_t saturate_u64(double value) {
  if (!(value > 0)) return 0;
  return value >= 18446744073709551616.0 ? UINT64_MAX : static_cast<uint64_t>(value);
}

inline int64_t saturate_i64(double value) {
  if (std::isnan(value)) return 0;
  if (value >= 9223372036854775808.0) return INT64_MAX;
  if (value < -9223372036854775808.0) return INT64_MIN;
  return static_cast<int64_t>(value);
}

/// The part after the decimal point, with the number's sign; NaN for infinities.
inline double fraction(double value) { return value - std::trunc(value); }

enum class NumberKind : uint8_t { none, integer, decimal };

struct Number {
  NumberKind kind = NumberKind::none;
  int64_t integer = 0;
  double decimal = 0;
};

/// Reads all of `text` as `[±]digits` or, where a `.` follows the first digits, as a decimal number
/// with optional exponent. Exponents without `.` are no numbers here.
Number parse_number(std::string_view text);

}  // namespace pydantic_core::calendar
