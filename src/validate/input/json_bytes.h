// validate/input/json_bytes.h: JSON text as Python gives it: str, bytes or bytearray.
#pragma once

#include "validate/input/scalars.h"

namespace pydantic_core {

/// The bytes of `input`; false when it is of another type. A str with lone surrogates gives
/// UnicodeEncodeError and false.
[[nodiscard]] bool json_bytes(Borrowed input, std::string_view& out);
/// The same with line errors: json_type, string_unicode.
Outcome read_json_bytes(PyInput input, State& state, std::string_view& out);

/// The json_invalid error about `input` for text that did not parse, or MemoryError.
template <class Input>
Outcome fail_json(const json::ParseResult& result, Input input, State& state) {
  if (result.status == json::ParseResult::Status::no_memory) return py::no_memory();
  char buffer[json::JsonError::kMaxDescription];
  return state.fail(ErrorType::json_invalid, input, result.error.describe(buffer));
}

/// Parses `text`, which `input` held, into `document`.
template <class Input>
Outcome parse_json_text(std::string_view text, json::ParseOptions options, Input input,
                        State& state, json::Document& document) {
  const json::ParseResult result = json::Document::parse(text, options, document);
  return result.ok() ? Outcome::ok : fail_json(result, input, state);
}

}  // namespace pydantic_core
