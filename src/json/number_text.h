// json/number_text.h: numbers as text: the shortest decimal that reads back as the same double, in
// the two spellings that upstream uses, and integers. Every function writes to memory that the
// caller has made room for, and returns the end of what it wrote. None fails.
#pragma once

#include <cstdint>

#include "base/text.h"

namespace pydantic_core::json {

/// Room that `write_double` and `write_integer` need; they may overwrite all of it.
inline constexpr int kMaxNumberText = 48;
/// The same for `write_plain_double`, whose numbers have no exponent.
inline constexpr int kMaxPlainDoubleText = 400;

/// The shortest decimal digits x 10^exponent that rounds to a given double; of several shortest
/// ones, the nearest.
struct Decimal {
  uint64_t digits;  ///< at most 17 digits; may end in zeros
  int exponent;
};
/// Which of two equally near decimals is taken. Upstream's JSON has the even one, its other texts
/// the larger one.
enum class Tie : bool { to_even, up };
/// Precondition: a finite value above zero.
Decimal shortest_decimal(double value, Tie tie);

/// JSON spelling: `1.0`, `0.1`, `1e16`, `1.5e-7`, `-0.0`. Precondition: a finite value.
char* write_double(char* out, double value);

/// Without exponent and without `.0`, as Rust shows a float: `1`, `0.1`, `10000000000000000`,
/// `inf`, `NaN`.
char* write_plain_double(char* out, double value);
/// Appends what `write_plain_double` writes.
void append_plain(Text& out, double value);

char* write_integer(char* out, int64_t value);
char* write_integer(char* out, uint64_t value);

}  // namespace pydantic_core::json
