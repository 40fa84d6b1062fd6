// validate/input/text_numbers.h: numbers and truth values written as text, in the forms that lax
// validation accepts.
#pragma once

#include <string_view>

#include "py/ref.h"

namespace pydantic_core {

enum class TextNumber : uint8_t { ok, malformed, too_long, raised };

/// "0", "f", "n", "no", "off", "false" and their opposites, in any case. False when it is none of
/// them.
[[nodiscard]] bool bool_from_text(std::string_view text, bool& out);

/// An int: digits with optional sign, surrounding white space, leading zeros, single underscores
/// between digits and a fraction of zeros. More than 4,300 digits are too long; whether a sign
/// counts as one says kIntLimitIsOfDigits.
TextNumber int_from_text(std::string_view text, Ref& out);

/// A float as upstream's parser takes it: also "inf", "infinity" and "nan", surrounding white space
/// or single underscores.
[[nodiscard]] TextNumber float_from_text(std::string_view text, double& out);

/// Whether a float is an int that fits 64 bits; tells apart why not.
enum class WholeFloat : uint8_t { ok, not_finite, has_fraction, too_big };
WholeFloat whole_float(double value, int64_t& out);

}  // namespace pydantic_core
