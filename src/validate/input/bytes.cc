// validate/input/bytes.cc: see bytes.h.
#include "validate/input/bytes.h"

#include "validate/input/bytes_decoding.h"

namespace pydantic_core {
namespace {

/// The bytes that `text` stands for.
template <class Input>
Outcome decode(Input input, State& state, std::string_view text, BytesMode mode, Ref& out) {
  if (mode == BytesMode::utf8) {
    out = steal(PyBytes_FromStringAndSize(text.data(), static_cast<Py_ssize_t>(text.size())));
    return out ? Outcome::ok : Outcome::raised;
  }
  Ref bytes = steal(PyBytes_FromStringAndSize(nullptr, static_cast<Py_ssize_t>(text.size())));
  if (!bytes) return Outcome::raised;
  Text error;
  char* data = PyBytes_AS_STRING(bytes.get());
  const ptrdiff_t size =
      mode == BytesMode::hex ? decode_hex(text, data, error) : decode_base64(text, data, error);
  if (size < 0) {
    return state.fail(ErrorType::bytes_invalid_encoding, input,
                      mode == BytesMode::hex ? "hex" : "base64", error);
  }
  PyObject* resized = bytes.release();
  if (_PyBytes_Resize(&resized, size) < 0) return Outcome::raised;
  out = steal(resized);
  return Outcome::ok;
}

template <class Input>
Outcome decode_str(Input input, State& state, Borrowed str, BytesMode mode, Ref& out) {
  std::string_view text;
  if (py::utf8(str, text)) return decode(input, state, text, mode, out);
  if (!forgive()) return Outcome::raised;
  return state.fail(ErrorType::string_unicode, input);
}

}  // namespace

Outcome read_bytes(PyInput input, State& state, bool strict, BytesMode mode, Ref& out) {
  Borrowed object = input.object;
  if (PyBytes_Check(object)) {
    state.floor_exactness(PyBytes_CheckExact(object) ? Exactness::exact : Exactness::strict);
    out = borrow(object);
    return Outcome::ok;
  }
  if (!strict) {
    if (PyUnicode_Check(object))
      return state.matched(Exactness::lax, decode_str(input, state, object, mode, out));
    if (PyByteArray_Check(object)) {
      out = steal(PyBytes_FromObject(object));
      return state.matched(Exactness::lax, out);
    }
  }
  return state.fail(ErrorType::bytes_type, input);
}

Outcome read_bytes(JsonInput input, State& state, bool, BytesMode mode, Ref& out) {
  if (input.value.kind() != json::Kind::string) return state.fail(ErrorType::bytes_type, input);
  return state.matched(Exactness::strict, decode(input, state, input.value.as_string(), mode, out));
}

Outcome read_bytes(StringInput input, State& state, bool, BytesMode mode, Ref& out) {
  if (!input.is_text()) return state.fail(ErrorType::bytes_type, input);
  return state.matched(Exactness::strict, decode_str(input, state, input.object, mode, out));
}

}  // namespace pydantic_core
