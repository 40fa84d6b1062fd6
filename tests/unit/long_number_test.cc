// Long numbers from decimal text to limbs and back.
#include "json/long_number.h"

#include <string>
#include <vector>

#include "check.h"

using namespace pydantic_core::json;

namespace {

std::vector<uint64_t> limbs_of(const std::string& digits) {
  std::vector<uint64_t> limbs(limbs_for_digits(digits.size()));
  limbs.resize(limbs_from_decimal(digits, limbs.data()));
  return limbs;
}

std::string text_of(std::vector<uint64_t> limbs) {
  std::string room(text_for_limbs(limbs.size()), '?');
  char* const end = room.data() + room.size();
  return {limbs_to_decimal(limbs.data(), limbs.size(), end), end};
}

/// The decimal text of 2^exponent, by long multiplication.
std::string power_of_two(int exponent) {
  std::string digits = "1";  // the least significant digit first
  for (int i = 0; i < exponent; ++i) {
    int carry = 0;
    for (char& digit : digits) {
      const int doubled = 2 * (digit - '0') + carry;
      digit = static_cast<char>('0' + doubled % 10);
      carry = doubled / 10;
    }
    if (carry != 0) digits += '1';
  }
  return {digits.rbegin(), digits.rend()};
}

TEST(long_number_rows) {
  struct Row {
    std::string digits;
    std::vector<uint64_t> limbs;
  };
  const Row rows[] = {
      {"1", {1}},
      {"9999999999999999999", {9999999999999999999u}},
      {"10000000000000000000", {10000000000000000000u}},
      {"18446744073709551615", {UINT64_MAX}},
      {"18446744073709551616", {0, 1}},
      {"340282366920938463463374607431768211455", {UINT64_MAX, UINT64_MAX}},
      {"340282366920938463463374607431768211456", {0, 0, 1}},
  };
  for (const Row& row : rows) {
    CHECK_ROW(row.digits, limbs_of(row.digits) == row.limbs, true);
    CHECK_ROW(row.digits, limbs_of("000" + row.digits) == row.limbs, true);
    CHECK_ROW(row.digits, text_of(row.limbs), row.digits);
  }
  for (const char* zero : {"0", "0000000000000000000", "00000000000000000000000000"})
    CHECK_ROW(zero, limbs_of(zero).empty(), true);
  CHECK_EQ(text_of({}), "");
}

TEST(long_number_powers_of_two) {
  for (const int exponent : {63, 64, 127, 128, 191, 500, 1000, 4000, 14284}) {
    std::vector<uint64_t> limbs(static_cast<size_t>(exponent) / 64 + 1);
    limbs.back() = uint64_t{1} << exponent % 64;
    const std::string digits = power_of_two(exponent);
    CHECK_ROW(digits, limbs_of(digits) == limbs, true);
    CHECK_ROW(digits, text_of(limbs), digits);
  }
}

TEST(long_number_around_powers_of_ten) {
  for (size_t length = 1; length < 400; ++length) {
    const std::string nines(length, '9'), one = '1' + std::string(length, '0');
    CHECK_ROW(nines, text_of(limbs_of(nines)), nines);
    CHECK_ROW(one, text_of(limbs_of(one)), one);
  }
}

}  // namespace
