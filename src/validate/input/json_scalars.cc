// validate/input/json_scalars.cc: reading JSON values as bool, int, float and str.
#include "json/number_text.h"
#include "py/string_cache.h"
#include "validate/input/scalars.h"

namespace pydantic_core {
namespace {}  // namespace

Outcome read_bool(JsonInput input, State& state, bool strict, bool& out) {
  const json::Kind kind = input.value.kind();
  if (kind == json::Kind::boolean) {
    state.floor_exactness(Exactness::exact);
    out = input.value.as_bool();
    return Outcome::ok;
  }
  if (strict && !input.is_key) return state.fail(ErrorType::bool_type, input);
  int64_t whole = 0;
  switch (kind) {
    case json::Kind::string:
      if (!bool_from_text(input.value.as_string(), out))
        return state.fail(ErrorType::bool_parsing, input);
      state.floor_exactness(Exactness::lax);
      return Outcome::ok;
    case json::Kind::int64:
      if (!input.value.is_small_int()) return state.fail(ErrorType::bool_type, input);
      whole = input.value.as_int64();
      break;
    case json::Kind::floating:
      if (whole_float(input.value.as_double(), whole) == WholeFloat::ok) break;
      [[fallthrough]];
    default:
      return state.fail(ErrorType::bool_type, input);
  }
  if (whole != 0 && whole != 1) return state.fail(ErrorType::bool_parsing, input);
  out = whole == 1;
  state.floor_exactness(Exactness::lax);
  return Outcome::ok;
}

Outcome read_int(JsonInput input, State& state, bool strict, Ref& out) {
  int64_t whole;
  switch (input.value.kind()) {
    case json::Kind::int64:
    case json::Kind::uint64:
    case json::Kind::big_int:
      state.floor_exactness(Exactness::exact);
      out = py::int_of(input.value);
      return out ? Outcome::ok : Outcome::raised;
    case json::Kind::boolean:
      if (strict) break;
      state.floor_exactness(Exactness::lax);
      out = steal(PyLong_FromLong(input.value.as_bool()));
      return out ? Outcome::ok : Outcome::raised;
    case json::Kind::floating:
      if (strict) break;
      switch (whole_float(input.value.as_double(), whole)) {
        case WholeFloat::not_finite:
          return state.fail(ErrorType::finite_number, input);
        case WholeFloat::has_fraction:
          return state.fail(ErrorType::int_from_float, input);
        case WholeFloat::too_big:
          return state.fail(ErrorType::int_parsing_size, input);
        case WholeFloat::ok:
          state.floor_exactness(Exactness::lax);
          break;
      }
      out = steal(PyLong_FromLongLong(whole));
      return out ? Outcome::ok : Outcome::raised;
    case json::Kind::string:
      if (strict && !input.is_key) break;
      return state.matched(Exactness::lax, int_of_text(input.value.as_string(), input, state, out));
    default:
      break;
  }
  return state.fail(ErrorType::int_type, input);
}

Outcome read_float(JsonInput input, State& state, bool strict, FloatValue& out) {
  switch (input.value.kind()) {
    case json::Kind::floating:
      state.floor_exactness(Exactness::exact);
      out.value = input.value.as_double();
      return Outcome::ok;
    case json::Kind::int64:
      state.floor_exactness(Exactness::strict);
      out.value = static_cast<double>(input.value.as_int64());
      return Outcome::ok;
    case json::Kind::uint64:
      state.floor_exactness(Exactness::strict);
      out.value = static_cast<double>(input.value.as_uint64());
      return Outcome::ok;
    case json::Kind::big_int: {
      const std::string_view digits = input.value.as_big_text();
      const TextNumber read = float_from_text(digits, out.value);
      if (read == TextNumber::raised) return Outcome::raised;
      if (read != TextNumber::ok) return state.fail(ErrorType::float_type, input);
      state.floor_exactness(Exactness::strict);
      return Outcome::ok;
    }
    case json::Kind::boolean:
      if (strict) break;
      state.floor_exactness(Exactness::lax);
      out.value = input.value.as_bool() ? 1.0 : 0.0;
      return Outcome::ok;
    case json::Kind::string: {
      if (strict && !input.is_key) break;
      const TextNumber read = float_from_text(input.value.as_string(), out.value);
      if (read == TextNumber::raised) return Outcome::raised;
      if (read != TextNumber::ok) return state.fail(ErrorType::float_parsing, input);
      state.floor_exactness(Exactness::lax);
      return Outcome::ok;
    }
    default:
      break;
  }
  return state.fail(ErrorType::float_type, input);
}

Outcome read_str(JsonInput input, State& state, bool strict, bool coerce_numbers, Ref& out) {
  if (input.value.is_string()) [[likely]] {
    // Not exact: in JSON a string also stands for what has no form of its own there, such as dates.
    state.floor_exactness(Exactness::strict);
    out = cached_str(input.value, state.cache_strings == CacheStrings::all);
    return out ? Outcome::ok : Outcome::raised;
  }
  const json::Kind kind = input.value.kind();
  const bool number = kind == json::Kind::int64 || kind == json::Kind::uint64 ||
                      kind == json::Kind::big_int || kind == json::Kind::floating;
  if (strict || !coerce_numbers || !number) return state.fail(ErrorType::string_type, input);
  state.floor_exactness(Exactness::lax);
  if (kind == json::Kind::floating) {
    Text text;
    json::append_plain(text, input.value.as_double());
    out = py::str(text);
  } else if (kind == json::Kind::big_int) {
    out = py::str(input.value.as_big_text());
  } else {
    Ref whole = py::int_of(input.value);
    if (whole) out = steal(PyObject_Str(whole.get()));
  }
  return out ? Outcome::ok : Outcome::raised;
}

}  // namespace pydantic_core
