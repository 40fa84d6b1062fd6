// validate/input/json_bytes.cc: see json_bytes.h.
#include "validate/input/json_bytes.h"

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

Outcome read_json_bytes(PyInput input, State& state, std::string_view& out) {
  if (json_bytes(input.object, out)) [[likely]]
    return Outcome::ok;
  if (!PyErr_Occurred()) return state.fail(ErrorType::json_type, input);
  if (PyErr_ExceptionMatches(PyExc_MemoryError)) return Outcome::raised;
  PyErr_Clear();
  return state.fail(ErrorType::string_unicode, input);
}

}  // namespace pydantic_core
