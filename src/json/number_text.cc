// Shortest doubles by Schubfach (Raffaello Giulietti, "The Schubfach way to render doubles", 2022),
// which needs three 64 x 128 bit products and no loop, where std::to_chars takes two to three times
// as long; then digits, eight at a time.
//
// In short: v = c * 2^q. Choose k so that 10^k is just below the width of the interval of reals that
// round to v. Among the multiples of 10^(k+1) at most one is in that interval: if there is one it is
// the shortest. Otherwise the two multiples of 10^k around v are candidates, of which the nearer one
// that is inside wins. All comparisons are made on 4 * v * 10^-k, kept as an integer whose last bit
// says whether anything was cut off ("round to odd"), which is enough to decide them exactly.
#include "json/number_text.h"

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

#include "json/powers_of_ten.h"

namespace pydantic_core::json {
namespace {

static_assert(std::endian::native == std::endian::little, "digits are laid out as words");

using Wide = unsigned __int128;

uint64_t high(Wide value) { return static_cast<uint64_t>(value >> 64); }

/// The first 64 of the 192 bits of power * factor, with the last one also set when the rest is not
/// negligible.
uint64_t round_to_odd(Power power, uint64_t factor) {
  const uint64_t low = high(Wide{power.low} * factor);
  const Wide sum = Wide{power.high} * factor + low;
  return high(sum) | (static_cast<uint64_t>(sum) > 1);
}

/// floor(e * log10(2)) and floor(e * log10(2) + log10(3/4)); floor(e * log2(10)): exact in the range
/// of doubles.
int floor_log10_pow2(int e) { return (e * 1262611) >> 22; }
int floor_log10_three_quarters_pow2(int e) { return (e * 1262611 - 524031) >> 22; }
int floor_log2_pow10(int e) { return (e * 1741647) >> 19; }

/// Eight decimal digits of `value` (below 10^8) as text, in memory order.
uint64_t eight_digits(uint32_t value) {
  uint64_t x = value / 10000 | uint64_t{value % 10000} << 32;
  uint64_t tens = ((x * 10486) >> 20) & 0x0000007F0000007F;  // x / 100 in each half
  x = tens | (x - tens * 100) << 16;
  tens = ((x * 103) >> 10) & 0x000F000F000F000F;  // x / 10 in each quarter
  x = tens | (x - tens * 10) << 8;
  return x | 0x3030303030303030;
}

/// How many of the eight digits at the end are `0`.
int trailing_zeros(uint64_t digits) {
  const uint64_t values = digits ^ 0x3030303030303030;
  return values ? std::countl_zero(values) / 8 : 8;
}

/// 17 digits of text and more zeros, how many of them count, and where the decimal point is:
/// 0.DIGITS x 10^point. The zeros let copies have a fixed size.
struct Digits {
  char text[33];
  int count;
  int point;
};

void spell(double value, Tie tie, Digits& out) {
  auto [digits, exponent] = shortest_decimal(value, tie);
  constexpr uint64_t kTenTo16 = 10'000'000'000'000'000;
  while (digits < kTenTo16) {  // once at most, but for subnormal numbers
    digits *= 10;
    --exponent;
  }
  const uint64_t rest = digits % kTenTo16;
  const uint64_t middle = eight_digits(static_cast<uint32_t>(rest / 100'000'000));
  const uint64_t last = eight_digits(static_cast<uint32_t>(rest % 100'000'000));
  out.text[0] = static_cast<char>('0' + digits / kTenTo16);
  std::memcpy(out.text + 1, &middle, 8);
  std::memcpy(out.text + 9, &last, 8);
  std::memset(out.text + 17, '0', 16);
  int zeros = trailing_zeros(last);
  if (zeros == 8) zeros += trailing_zeros(middle);
  out.count = 17 - zeros;
  out.point = exponent + 17;
}

/// `value` with its sign taken off, which is written.
double write_sign(char*& out, double value) {
  if (std::signbit(value)) *out++ = '-';
  return std::fabs(value);
}

}  // namespace

Decimal shortest_decimal(double value, Tie tie) {
  const auto bits = std::bit_cast<uint64_t>(value);
  const uint64_t fraction = bits & ((uint64_t{1} << 52) - 1);
  const int biased = static_cast<int>(bits >> 52);
  const uint64_t c = biased ? fraction | uint64_t{1} << 52 : fraction;
  const int q = biased ? biased - 1075 : -1074;

  // Below a power of two the doubles lie twice as dense.
  const bool closer_below = fraction == 0 && biased > 1;
  const int k = closer_below ? floor_log10_three_quarters_pow2(q) : floor_log10_pow2(q);
  const int shift = q + floor_log2_pow10(-k) + 1;
  const Power power = power_of_ten(-k);
  const uint64_t below = round_to_odd(power, (4 * c - 2 + closer_below) << shift);
  const uint64_t at = round_to_odd(power, (4 * c) << shift);
  const uint64_t above = round_to_odd(power, (4 * c + 2) << shift);
  // The ends of the interval round to v only when c is even.
  const uint64_t lower = below + (c & 1);
  const uint64_t upper = above - (c & 1);

  const uint64_t s = at / 4;
  if (s >= 10) {
    const uint64_t tens = s / 10;
    const bool down = lower <= 40 * tens;
    const bool up = upper >= 40 * tens + 40;
    if (down != up) return {tens + up, k + 1};
  }
  const bool down = lower <= 4 * s;
  const bool up = upper >= 4 * s + 4;
  if (down != up) return {s + up, k};
  const uint64_t middle = 4 * s + 2;
  return {s + (at > middle || (at == middle && ((s & 1) || tie == Tie::up))), k};
}

char* write_double(char* out, double value) {
  value = write_sign(out, value);
  if (value < 9007199254740992.0) {  // 2^53
    const auto whole = static_cast<int64_t>(value);
    if (static_cast<double>(whole) == value) {
      out = write_integer(out, whole);
      std::memcpy(out, ".0", 2);
      return out + 2;
    }
  }
  Digits digits;
  spell(value, Tie::to_even, digits);
  const auto [count, point] = std::pair{digits.count, digits.point};
  if (point > 0 && point <= 16) {
    const int end = count > point ? count : point + 1;  // at least one digit after the point
    std::memcpy(out, digits.text, 16);
    out[point] = '.';
    std::memcpy(out + point + 1, digits.text + point, 16);
    return out + end + 1;
  }
  if (point > -5 && point <= 0) {
    std::memcpy(out, "0.00000", 7);
    out += 2 - point;
    std::memcpy(out, digits.text, 17);
    return out + count;
  }
  *out++ = digits.text[0];
  if (count > 1) {
    *out++ = '.';
    std::memcpy(out, digits.text + 1, 16);
    out += count - 1;
  }
  *out++ = 'e';
  return write_integer(out, int64_t{point} - 1);
}

char* write_plain_double(char* out, double value) {
  value = write_sign(out, value);
  if (value == 0) {
    *out++ = '0';
    return out;
  }
  Digits digits;
  spell(value, Tie::up, digits);
  const auto [count, point] = std::pair{digits.count, digits.point};
  auto repeat_zero = [&](int times) {
    std::memset(out, '0', static_cast<size_t>(times));
    out += times;
  };
  auto copy = [&](int from, int to) {
    std::memcpy(out, digits.text + from, static_cast<size_t>(to - from));
    out += to - from;
  };
  if (point <= 0) {
    std::memcpy(out, "0.", 2);
    out += 2;
    repeat_zero(-point);
    copy(0, count);
  } else if (point >= count) {
    copy(0, count);
    repeat_zero(point - count);
  } else {
    copy(0, point);
    *out++ = '.';
    copy(point, count);
  }
  return out;
}

char* write_integer(char* out, int64_t value) {
  return std::to_chars(out, out + kMaxNumberText, value).ptr;
}

char* write_integer(char* out, uint64_t value) {
  return std::to_chars(out, out + kMaxNumberText, value).ptr;
}

}  // namespace pydantic_core::json
