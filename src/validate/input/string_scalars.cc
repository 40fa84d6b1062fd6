// validate/input/string_scalars.cc: reading the strings of validate_strings as bool, int, float and
// str. Every string counts as a strict match, since nothing but strings can come.
#include "validate/input/scalars.h"

namespace pydantic_core {
namespace {

/// The text of a str input; a dict fails with `type`.
Outcome text_of(StringInput input, State& state, ErrorType type, std::string_view& text) {
  if (!input.is_text()) return state.fail(type, input);
  if (!py::utf8(input.object, text)) {
    if (!forgive()) return Outcome::raised;
    return state.fail(ErrorType::string_unicode, input);
  }
  return Outcome::ok;
}

}  // namespace

Outcome read_bool(StringInput input, State& state, bool, bool& out) {
  std::string_view text;
  PC_TRY(text_of(input, state, ErrorType::bool_type, text));
  if (!bool_from_text(text, out)) return state.fail(ErrorType::bool_parsing, input);
  state.floor_exactness(Exactness::strict);
  return Outcome::ok;
}

Outcome read_int(StringInput input, State& state, bool, Ref& out) {
  std::string_view text;
  PC_TRY(text_of(input, state, ErrorType::int_type, text));
  return state.matched(Exactness::strict, int_of_text(text, input, state, out));
}

Outcome read_float(StringInput input, State& state, bool, FloatValue& out) {
  std::string_view text;
  PC_TRY(text_of(input, state, ErrorType::float_type, text));
  const TextNumber read = float_from_text(text, out.value);
  if (read == TextNumber::raised) return Outcome::raised;
  if (read != TextNumber::ok) return state.fail(ErrorType::float_parsing, input);
  state.floor_exactness(Exactness::strict);
  return Outcome::ok;
}

Outcome read_str(StringInput input, State& state, bool, bool, Ref& out) {
  if (!input.is_text()) return state.fail(ErrorType::string_type, input);
  state.floor_exactness(Exactness::strict);
  out = borrow(input.object);
  return Outcome::ok;
}

}  // namespace pydantic_core
