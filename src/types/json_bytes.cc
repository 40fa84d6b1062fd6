// types/json_bytes.cc: see json_bytes.h.
#include "types/json_bytes.h"

#include "input/py_input.h"

namespace pydantic_core {

bool json_bytes(Borrowed input, std::string_view& out) {
  if (PyUnicode_Check(input)) return py::utf8(input, out);
  if (PyBytes_Check(input)) {
    out = {PyBytes_AS_STRING(input), static_cast<size_t>(PyBytes_GET_SIZE(input))};
    return true;
  }
  if (PyByteArray_Check(input)) {
    out = {PyByteArray_AS_STRING(input), static_cast<size_t>(PyByteArray_GET_SIZE(input))};
    return true;
  }
  return false;
}

Outcome parse_json_input(Borrowed input, json::ParseOptions options, State& state,
                         json::Document& document) {
  std::string_view text;
  if (!json_bytes(input, text)) {
    if (!PyErr_Occurred()) return state.fail(ErrorType::json_type, PyInput{input});
    if (PyErr_ExceptionMatches(PyExc_MemoryError)) return Outcome::raised;
    PyErr_Clear();
    return state.fail(ErrorType::string_unicode, PyInput{input});
  }
  const json::ParseResult result = json::Document::parse(text, options, document);
  if (result.ok()) [[likely]]
    return Outcome::ok;
  if (result.status == json::ParseResult::Status::no_memory) return py::no_memory();
  char buffer[json::JsonError::kMaxDescription];
  return state.fail(ErrorType::json_invalid, PyInput{input},
                    py::str(result.error.describe(buffer)));
}

}  // namespace pydantic_core
