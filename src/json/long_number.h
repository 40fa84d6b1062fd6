// json/long_number.h: whole numbers of any length between decimal text and binary.
//
// Binary is an array of limbs of 64 bits, the least significant first. Both ways take quadratic
// time, with one multiplication for 19 digits and 64 bits: four times as few as CPython's, whose
// limbs have 30 bits. Nothing here allocates or fails. Signs and arrays are the business of the
// caller.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pydantic_core::json {

/// Limbs that hold any number of so many digits.
constexpr size_t limbs_for_digits(size_t digits) { return digits / 19 + 1; }

/// Characters that `limbs_to_decimal` may write for a number of so many limbs.
constexpr size_t text_for_limbs(size_t limbs) { return (limbs + 4) * 20; }

/// Reads `digits`, decimal digits alone, into `limbs`, which has room for
/// `limbs_for_digits(digits.size())`. Returns how many limbs the number has: none for zero.
size_t limbs_from_decimal(std::string_view digits, uint64_t* limbs);

/// Writes the number so that its last digit lies before `end`, and returns where its first digit
/// lies: `end` for zero. There must be room for `text_for_limbs(count)` characters before `end`.
/// The limbs are overwritten.
char* limbs_to_decimal(uint64_t* limbs, size_t count, char* end);

}  // namespace pydantic_core::json
