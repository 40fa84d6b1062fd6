// json/nearest_double.h: from decimal digits to the nearest double, without long arithmetic.
#pragma once

#include <cstdint>

namespace pydantic_core::json {

/// Sets `out` to the double nearest to digits x 10^exponent (of two equally near ones the even
/// one). False, with `out` unchanged, for the few numbers that this algorithm cannot decide, and
/// for results that are not normal doubles. Precondition: digits above zero, an exponent from -292
/// to 288.
[[nodiscard]] bool nearest_double(uint64_t digits, int exponent, double& out);

}  // namespace pydantic_core::json
