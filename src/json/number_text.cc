// json/number_text.cc: shortest doubles by Schubfach (Raffaello Giulietti, "The Schubfach way to
// render doubles", 2022), which needs three 64 x 128 bit products and no loop, where std::to_chars
// takes two to three times as long; then digits, eight at a time. Most numbers in JSON are short,
// and never get that far.
//
// In short: v = c * 2^q. Choose k so that 10^k is just below the width of the interval of reals
// that round to v. Among the multiples of 10^(k+1) at most one is in that interval: if there is one
// it is the shortest. Otherwise the two multiples of 10^k around v are candidates, of which the
// nearer one that is inside wins. All comparisons are made on 4 * v * 10^-k, kept as an integer
// whose last bit says whether anything was cut off ("round to odd"), which is enough to decide them
// exactly.
#include "json/number_text.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <string_view>

#include "base/edition.h"
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

/// floor(e * log10(2)) and floor(e * log10(2) + log10(3/4)); floor(e * log2(10)): exact in the
/// range of doubles.
int floor_log10_pow2(int e) { return (e * 1262611) >> 22; }
int floor_log10_three_quarters_pow2(int e) { return (e * 1262611 - 524031) >> 22; }
int floor_log2_pow10(int e) { return (e * 1741647) >> 19; }

/// Eight decimal digits of `value` (below 10^8) as text, in memory order.
uint64_t text_of_eight_digits(uint32_t value) {
  uint64_t x = value / 10000 | uint64_t{value % 10000} << 32;
  uint64_t tens = ((x * 10486) >> 20) & 0x0000007F0000007F;  // x / 100 in each half
  x = tens | (x - tens * 100) << 16;
  tens = ((x * 103) >> 10) & 0x000F000F000F000F;  // x / 10 in each quarter
  x = tens | (x - tens * 10) << 8;
  return x | 0x3030303030303030;
}

constexpr uint64_t kZeros = 0x3030303030303030;
constexpr uint32_t kTenTo8 = 100'000'000;

/// Writes `value` (below 10^8).
char* write_short(char* out, uint32_t value) {
  uint64_t digits = text_of_eight_digits(value);
  // The last digit is written in any case.
  const int zeros = std::countr_zero((digits ^ kZeros) | uint64_t{1} << 56) / 8;
  digits >>= 8 * zeros;
  std::memcpy(out, &digits, 8);
  return out + 8 - zeros;
}

/// Writes `ten_thousandths` (below 10^8) divided by 10^4, with one digit or more on both sides of
/// the point.
char* write_short_decimal(char* out, uint32_t ten_thousandths) {
  const uint64_t digits = text_of_eight_digits(ten_thousandths);
  const uint64_t nonzero = digits ^ kZeros;
  const int before = std::countr_zero(nonzero | uint64_t{1} << 24) / 8;
  const int behind = std::countl_zero(nonzero | uint64_t{1} << 32) / 8;
  const auto whole = static_cast<uint32_t>(digits >> 8 * before);
  const auto fraction = static_cast<uint32_t>(digits >> 32);
  std::memcpy(out, &whole, 4);
  out += 4 - before;
  *out++ = '.';
  std::memcpy(out, &fraction, 4);
  return out + 4 - behind;
}

/// Writes the sixteen digits of `value` (below 10^16) and returns how many remain without the zeros
/// at the end.
int write_sixteen(char* out, uint64_t value) {
  const uint64_t words[] = {text_of_eight_digits(static_cast<uint32_t>(value / kTenTo8)),
                            text_of_eight_digits(static_cast<uint32_t>(value % kTenTo8))};
  std::memcpy(out, words, 16);
  if (words[1] != kZeros) return 16 - std::countl_zero(words[1] ^ kZeros) / 8;
  return words[0] == kZeros ? 0 : 8 - std::countl_zero(words[0] ^ kZeros) / 8;
}

constexpr uint64_t kTenTo16 = 10'000'000'000'000'000;

/// 10^exponent for 0 to 16.
uint64_t small_power(int exponent) {
  static constexpr auto kPowers = [] {
    std::array<uint64_t, 17> powers{1};
    for (size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
    return powers;
  }();
  return kPowers[static_cast<size_t>(exponent)];
}

/// The shortest decimal padded to 17 digits, read as 0.DIGITS x 10^point.
struct Digits {
  uint64_t all;
  int point;

  char first() const { return static_cast<char>('0' + all / kTenTo16); }
  uint64_t rest() const { return all % kTenTo16; }
};

Digits seventeen_digits(double value, Tie tie) {
  auto [digits, exponent] = shortest_decimal(value, tie);
  while (digits < kTenTo16) {  // once at most, but for subnormal numbers
    digits *= 10;
    --exponent;
  }
  return {digits, exponent + 17};
}

/// Writes `text`, and returns where it ends.
char* write_text(char* out, std::string_view text) {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

/// Writes the sign of `value`, and returns its absolute value.
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
  // Digits are stored at their final place. Reading them back from a buffer, shifted, would wait
  // for the stores.
  const auto whole = static_cast<int64_t>(value < 1e16 ? value : 0);
  // Prices and percentages: a decimal of at most 15 digits that reads back as the value is its only
  // such decimal, so once the trailing zeros are off it is the shortest. The division is exact
  // enough to decide: both operands are doubles without error, and it rounds as reading does.
  if (value < 1e4) {
    // NOLINTNEXTLINE(bugprone-incorrect-roundings): positive, and the next line checks it.
    const auto scaled = static_cast<uint32_t>(value * 1e4 + 0.5);
    if (scaled / 1e4 == value) return write_short_decimal(out, scaled);
  } else if (value < 1e16 && static_cast<double>(whole) == value) {
    out = write_integer(out, whole);
    return write_text(out, ".0");
  } else if (value < 1e11) {
    // NOLINTNEXTLINE(bugprone-incorrect-roundings): positive, and the next line checks it.
    const auto scaled = static_cast<int64_t>(value * 1e4 + 0.5);
    if (static_cast<double>(scaled) / 1e4 == value) {
      const uint64_t fraction =
          text_of_eight_digits(static_cast<uint32_t>(scaled - whole * 10000) * 10000);
      out = write_integer(out, whole);
      *out++ = '.';
      std::memcpy(out, &fraction, 8);
      return out + 8 - std::countl_zero(fraction ^ kZeros) / 8;
    }
  }
  const Digits digits = seventeen_digits(value, Tie::to_even);
  const int point = digits.point;
  if (point > 0 && point <= 16) {
    // Not whole, so below 2^53: the decimal lies between the same two integers as the value.
    const uint64_t fraction = digits.all - static_cast<uint64_t>(whole) * small_power(17 - point);
    out = write_integer(out, whole);
    *out++ = '.';
    return out + write_sixteen(out, fraction * small_power(point - 1));
  }
  if (point > -5 && point <= 0) {
    write_text(out, "0.0000");
    out += 2 - point;
    *out++ = digits.first();
    return out + write_sixteen(out, digits.rest());
  }
  *out++ = digits.first();
  *out = '.';
  const int count = write_sixteen(out + 1, digits.rest());
  if (count) out += 1 + count;
  *out++ = 'e';
  if (kJsonExponentsHaveSign && point > 1) *out++ = '+';
  return write_integer(out, int64_t{point} - 1);
}

char* write_plain_double(char* out, double value) {
  if (std::isnan(value)) {
    return write_text(out, "NaN");
  }
  value = write_sign(out, value);
  if (std::isinf(value)) {
    return write_text(out, "inf");
  }
  if (value == 0) {
    *out++ = '0';
    return out;
  }
  const Digits digits = seventeen_digits(value, Tie::up);
  char text[17];
  text[0] = digits.first();
  const int count = 1 + write_sixteen(text + 1, digits.rest());
  auto repeat_zero = [&](int times) {
    std::memset(out, '0', static_cast<size_t>(times));
    out += times;
  };
  auto copy = [&](int from, int to) {
    out = write_text(out, {text + from, static_cast<size_t>(to - from)});
  };
  if (digits.point <= 0) {
    out = write_text(out, "0.");
    repeat_zero(-digits.point);
    copy(0, count);
  } else if (digits.point >= count) {
    copy(0, count);
    repeat_zero(digits.point - count);
  } else {
    copy(0, digits.point);
    *out++ = '.';
    copy(digits.point, count);
  }
  return out;
}

void append_plain(Text& out, double value) {
  char text[kMaxPlainDoubleText];
  out << std::string_view(text, static_cast<size_t>(write_plain_double(text, value) - text));
}

char* write_integer(char* out, int64_t value) {
  if (value >= 0) return write_integer(out, static_cast<uint64_t>(value));
  *out++ = '-';
  return write_integer(out, 0 - static_cast<uint64_t>(value));
}

char* write_integer(char* out, uint64_t value) {
  if (value < kTenTo8) return write_short(out, static_cast<uint32_t>(value));
  out = write_integer(out, value / kTenTo8);
  const uint64_t digits = text_of_eight_digits(static_cast<uint32_t>(value % kTenTo8));
  std::memcpy(out, &digits, 8);
  return out + 8;
}

}  // namespace pydantic_core::json
