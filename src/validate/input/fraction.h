// validate/input/fraction.h: inputs read as fractions.Fraction.
#pragma once

#include "validate/input/scalars.h"

namespace pydantic_core {

/// `out` becomes an instance of Fraction, also one of a subclass, which is kept. Lax mode takes
/// what Fraction() takes.
Outcome read_fraction(PyInput input, State& state, bool strict, Ref& out);
Outcome read_fraction(JsonInput input, State& state, bool strict, Ref& out);
Outcome read_fraction(StringInput input, State& state, bool strict, Ref& out);

}  // namespace pydantic_core
