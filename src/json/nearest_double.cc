// json/nearest_double.cc: the algorithm of Eisel and Lemire (Daniel Lemire, "Number parsing at a
// gigabyte per second", 2021). The product of the digits and the first 64 bits of the power of ten
// mostly contains the bits of the double already. If the part that was cut off could carry into
// them, the next 64 bits are taken into account. If even that does not decide, or the number lies
// exactly between two doubles, the function gives up.
#include "json/nearest_double.h"

#include <bit>

#include "json/powers_of_ten.h"

namespace pydantic_core::json {
namespace {

using Wide = unsigned __int128;

/// The bits of the product's upper word that are below those of the double and the one behind it.
constexpr uint64_t kRest = 0x1FF;

/// The powers of the table are rounded up; truncated ones are one less.
Power cut_off_power(int exponent) {
  Power power = power_of_ten(exponent);
  power.high -= power.low == 0;
  --power.low;
  return power;
}

int floor_log2_pow10(int e) { return (e * 1741647) >> 19; }

}  // namespace

bool nearest_double(uint64_t digits, int exponent, double& out) {
  const Power power = cut_off_power(exponent);
  const int shift = std::countl_zero(digits);
  digits <<= shift;
  Wide product = Wide{digits} * power.high;
  const auto upper = [&] { return static_cast<uint64_t>(product >> 64); };
  const auto lower = [&] { return static_cast<uint64_t>(product); };
  if ((upper() & kRest) == kRest && lower() + digits < lower()) [[unlikely]] {
    const Wide more = Wide{digits} * power.low;
    product += more >> 64;
    const auto rest = static_cast<uint64_t>(more);
    if ((upper() & kRest) == kRest && lower() == UINT64_MAX && rest + digits < rest) return false;
  }
  const int top = static_cast<int>(upper() >> 63);
  uint64_t bits = upper() >> (top + 9);  // 54 of them: the last one says which way to round
  if (lower() == 0 && (upper() & kRest) == 0 && (bits & 3) == 1) return false;
  const int biased = floor_log2_pow10(exponent) + 1086 + top - shift;
  bits =
      (bits >> 1) + (bits & 1);  // a carry out of the fraction raises the exponent in the sum below
  if (biased < 1 || biased > 2045) return false;
  constexpr uint64_t kHidden = uint64_t{1} << 52;
  out = std::bit_cast<double>((static_cast<uint64_t>(biased) << 52) + (bits - kHidden));
  return true;
}

}  // namespace pydantic_core::json
