// validate/input/decimal.h: inputs read as decimal.Decimal.
#pragma once

#include "validate/input/scalars.h"

namespace pydantic_core {

/// `out` becomes an instance of Decimal itself; one of a subclass is converted. A number of JSON
/// that has a fraction or an exponent is the double that it names, in the fewest digits. Lax mode
/// takes three items for sign, digits and exponent (kDecimalsFromTriples). `is_finite`, false
/// before, becomes true if `out` is seen to be finite without asking it.
Outcome read_decimal(PyInput input, State& state, bool strict, Ref& out, bool& is_finite);
Outcome read_decimal(JsonInput input, State& state, bool strict, Ref& out, bool& is_finite);
Outcome read_decimal(StringInput input, State& state, bool strict, Ref& out, bool& is_finite);

}  // namespace pydantic_core
