// validate/input/scalars.h: the simple values that inputs can be read as.
//
// One overload an input. Each lowers the state's exactness to how closely the input matched and
// adds the line error itself when it does not match.
#pragma once

#include "validate/input/json_input.h"
#include "validate/input/py_input.h"
#include "validate/input/state.h"
#include "validate/input/string_input.h"
#include "validate/input/text_numbers.h"

namespace pydantic_core {

Outcome read_bool(PyInput input, State& state, bool strict, bool& out);
Outcome read_bool(JsonInput input, State& state, bool strict, bool& out);
Outcome read_bool(StringInput input, State& state, bool strict, bool& out);

/// `out` becomes an exact int, except in lax mode from an enum member, whose value is taken as it
/// is, or from a Fraction, whose own int is.
Outcome read_int(PyInput input, State& state, bool strict, Ref& out);
Outcome read_int(JsonInput input, State& state, bool strict, Ref& out);
Outcome read_int(StringInput input, State& state, bool strict, Ref& out);

/// The int that `text`, found in `input`, says; the exactness stays as it is.
template <class Input>
Outcome int_of_text(std::string_view text, Input input, State& state, Ref& out) {
  switch (int_from_text(text, out)) {
    case TextNumber::ok:
      return Outcome::ok;
    case TextNumber::malformed:
      return state.fail(ErrorType::int_parsing, input);
    case TextNumber::too_long:
      return state.fail(ErrorType::int_parsing_size, input);
    case TextNumber::raised:
      break;
  }
  return Outcome::raised;
}

/// Makes an exact int of what read_int gave, with its __index__; without one, int_parsing_size for
/// the value.
Outcome index_of(State& state, Ref& value);

/// `object` becomes the float that was given, if one was; `value` is set in any case.
struct FloatValue {
  double value = 0;
  Ref object;
};
Outcome read_float(PyInput input, State& state, bool strict, FloatValue& out);
Outcome read_float(JsonInput input, State& state, bool strict, FloatValue& out);
Outcome read_float(StringInput input, State& state, bool strict, FloatValue& out);

/// `out` becomes an exact str.
Outcome read_str(PyInput input, State& state, bool strict, bool coerce_numbers, Ref& out);
Outcome read_str(JsonInput input, State& state, bool strict, bool coerce_numbers, Ref& out);
Outcome read_str(StringInput input, State& state, bool strict, bool coerce_numbers, Ref& out);

}  // namespace pydantic_core
