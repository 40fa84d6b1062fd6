// types/json_bytes.h: JSON text as Python gives it: str, bytes or bytearray.
#pragma once

#include "input/state.h"

namespace pydantic_core {

/// Parses `input` into `document`. Outcome::invalid with a json_type or json_invalid error, or
/// raised.
Outcome parse_json_input(Borrowed input, json::ParseOptions options, State& state,
                         json::Document& document);

/// The bytes of `input`; false when it is of another type. A str with lone surrogates gives
/// UnicodeEncodeError and false.
[[nodiscard]] bool json_bytes(Borrowed input, std::string_view& out);

}  // namespace pydantic_core
