// json/long_number.cc: see long_number.h.
#include "json/long_number.h"

#include <cstring>

#include "json/eight_digits.h"
#include "json/number_text.h"

namespace pydantic_core::json {
namespace {

using Wide = unsigned __int128;

/// Any number of so many digits fits in a limb.
constexpr size_t kDigits = 19;
constexpr uint64_t kUnit = 10'000'000'000'000'000'000u;  // 10^19: above 2^63

/// The value of up to kDigits digits.
uint64_t value_of(std::string_view digits) {
  uint64_t value = 0;
  for (; digits.size() >= 8; digits.remove_prefix(8))
    value = value * 100'000'000 + eight_digits(digits.data());
  for (const char digit : digits) value = value * 10 + static_cast<uint64_t>(digit - '0');
  return value;
}

/// Computes limbs * factor + carry in place. Returns the carry out, which is the next limb.
uint64_t multiply_add(uint64_t* limbs, size_t count, uint64_t factor, uint64_t carry) {
  for (size_t i = 0; i < count; ++i) {
    const Wide product = Wide{limbs[i]} * factor + carry;
    limbs[i] = static_cast<uint64_t>(product);
    carry = static_cast<uint64_t>(product >> 64);
  }
  return carry;
}

/// Divides high * 2^64 + low by kUnit, where high is below it; returns the quotient and leaves the
/// remainder in `high`. By a multiplication with the reciprocal (Möller and Granlund, "Improved
/// division by invariant integers", 2011, algorithm 4).
uint64_t divide(uint64_t& high, uint64_t low) {
  constexpr auto kReciprocal = static_cast<uint64_t>(~Wide{0} / kUnit);  // less 2^64
  const Wide estimate = Wide{kReciprocal} * high + (Wide{high} << 64 | low);
  uint64_t quotient = static_cast<uint64_t>(estimate >> 64) + 1;
  uint64_t rest = low - quotient * kUnit;
  const bool too_big = rest > static_cast<uint64_t>(estimate);
  quotient -= too_big;
  rest += too_big ? kUnit : 0;
  if (rest >= kUnit) [[unlikely]] {
    ++quotient;
    rest -= kUnit;
  }
  high = rest;
  return quotient;
}

/// How many divisions go through the limbs at once. A division only waits for its own last step, so
/// that four together take hardly longer than one.
constexpr size_t kAtOnce = 4;

/// Writes all kDigits digits of `value` before `end`; returns where they begin.
char* write_unit(uint64_t value, char* end) {
  char text[kMaxNumberText];
  const auto size = static_cast<size_t>(write_integer(text, value) - text);
  std::memset(end - kDigits, '0', kDigits - size);
  std::memcpy(end - size, text, size);
  return end - kDigits;
}

}  // namespace

size_t limbs_from_decimal(std::string_view digits, uint64_t* limbs) {
  size_t count = 0;
  const size_t first = digits.size() % kDigits;
  if (const uint64_t value = value_of(digits.substr(0, first)); value != 0) limbs[count++] = value;
  for (digits.remove_prefix(first); !digits.empty(); digits.remove_prefix(kDigits)) {
    const uint64_t next = multiply_add(limbs, count, kUnit, value_of(digits.substr(0, kDigits)));
    if (next != 0) limbs[count++] = next;
  }
  return count;
}

char* limbs_to_decimal(uint64_t* limbs, size_t count, char* end) {
  char* out = end;
  while (count != 0) {
    uint64_t units[kAtOnce] = {};
    for (size_t i = count; i-- > 0;) {
      uint64_t limb = limbs[i];
      for (uint64_t& unit : units) limb = divide(unit, limb);
      limbs[i] = limb;
    }
    while (count != 0 && limbs[count - 1] == 0) --count;
    for (const uint64_t unit : units) out = write_unit(unit, out);
  }
  while (out != end && *out == '0') ++out;
  return out;
}

}  // namespace pydantic_core::json
