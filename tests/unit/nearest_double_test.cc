// Digits and a power of ten as doubles: every result is that of strtod, and nearly all numbers have
// one.
#include "json/nearest_double.h"

#include <bit>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "check.h"

using namespace pydantic_core::json;

namespace {

/// Compares with strtod. Whether there was a result.
bool check(uint64_t digits, int exponent) {
  char text[64];
  std::snprintf(text, sizeof text, "%llue%d", static_cast<unsigned long long>(digits), exponent);
  double found;
  if (!nearest_double(digits, exponent, found)) return false;
  const double expected = std::strtod(text, nullptr);
  if (std::bit_cast<uint64_t>(found) != std::bit_cast<uint64_t>(expected))
    CHECK_ROW(text, found, expected);
  return true;
}

TEST(nearest_double_as_strtod) {
  std::mt19937_64 random(2026);
  int decided = 0;
  constexpr int kCount = 100'000;
  for (int i = 0; i < kCount; ++i) {
    check(random() % 9'999'999'999'999'999'999u + 1, -static_cast<int>(random() % 20));
    // As floats are often written: seventeen digits after the point.
    decided += check(random() % 90'000'000'000'000'000 + 10'000'000'000'000'000, -17);
    check((random() >> random() % 64) | 1, static_cast<int>(random() % 581) - 292);
  }
  CHECK_ROW("decided", decided, kCount);
}

TEST(nearest_double_between_two) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 100'000; ++i) {
    // Exactly between two doubles, and the numbers beside it; decimals between two doubles, too.
    const uint64_t middle = (uint64_t{1} << 53 | random() >> 11) << 1 | 1;
    const uint64_t shifted = middle << random() % 9;
    check(shifted, 0);
    check(shifted - 1, 0);
    check(shifted + 1, 0);
    uint64_t fives = random() >> 20 | 1;
    int count = 0;
    for (; count < static_cast<int>(random() % 6); ++count) fives *= 5;
    check(fives, -count);
  }
}

TEST(nearest_double_at_the_ends) {
  for (int exponent = -292; exponent <= 288; ++exponent) {
    for (const uint64_t digits : {uint64_t{1}, uint64_t{9}, uint64_t{9007199254740991}, UINT64_MAX})
      check(digits, exponent);
  }
}

}  // namespace
