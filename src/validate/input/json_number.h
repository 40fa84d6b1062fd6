// validate/input/json_number.h: numbers and text of JSON as classes of numbers want them.
#pragma once

#include "validate/input/json_input.h"

namespace pydantic_core {

/// What Decimal() or Fraction() is called with for a JSON value: an int or a str; a number that has
/// a fraction or an exponent is the double that it names, in the fewest digits and without an
/// exponent. `out` stays empty for what is neither a number nor text. False with an exception set.
[[nodiscard]] bool json_number_argument(JsonInput input, Ref& out);

}  // namespace pydantic_core
