// serialize/engine/json_bytes.cc: see json_bytes.h.
#include "serialize/engine/json_bytes.h"

namespace pydantic_core {
namespace {

/// Words the pending exception as the end of a JSON serialization.
void wrap_error(SerState& state) {
  if (std::exchange(state.error_is_final, false) || PyErr_ExceptionMatches(PyExc_MemoryError))
    return;
  Ref exception = py::take_exception();
  Text text;
  text << "Error serializing to JSON: ";
  py::append_exception(text, exception.get());
  raise_serialization_error(text);
}

}  // namespace

Ref to_json_bytes(const SerNode* node, Borrowed value, SerState& state,
                  std::optional<size_t> indent, bool ascii, size_t expected) {
  JsonText out(indent, ascii);
  out.expect(expected);
  if (!node->to_json(value, state, out)) {
    wrap_error(state);
    return {};
  }
  return out.finish();
}

}  // namespace pydantic_core
