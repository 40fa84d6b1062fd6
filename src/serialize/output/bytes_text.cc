// serialize/output/bytes_text.cc: see bytes_text.h.
#include "serialize/output/bytes_text.h"

#include "base/edition.h"
#include "base/utf8.h"
#include "errors/serialization_errors.h"

namespace pydantic_core {
namespace {

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr char kHex[] = "0123456789abcdef";

size_t encoded_size(size_t size, BytesMode mode) {
  return mode == BytesMode::hex ? size * 2 : (size + 2) / 3 * 4;
}

/// Writes base64 or hex; returns the end.
char* encode(std::string_view bytes, BytesMode mode, char* out) {
  const auto at = [&](size_t i) {
    return static_cast<unsigned>(static_cast<unsigned char>(bytes[i]));
  };
  if (mode == BytesMode::hex) {
    for (size_t i = 0; i < bytes.size(); ++i) {
      *out++ = kHex[at(i) >> 4];
      *out++ = kHex[at(i) & 15];
    }
    return out;
  }
  size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const unsigned bits = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    for (int shift = 18; shift >= 0; shift -= 6) *out++ = kBase64[bits >> shift & 63];
  }
  if (const size_t rest = bytes.size() - i; rest > 0) {
    const unsigned bits = at(i) << 16 | (rest == 2 ? at(i + 1) << 8 : 0);
    *out++ = kBase64[bits >> 18];
    *out++ = kBase64[bits >> 12 & 63];
    *out++ = rest == 2 ? kBase64[bits >> 6 & 63] : '=';
    *out++ = '=';
  }
  return out;
}

/// The length of the sequence at `at` that is not UTF-8, as Rust counts it: up to the first byte
/// that could not follow.
size_t invalid_length(std::string_view bytes, size_t at) {
  // The longest prefix that is still the beginning of a sequence, which check() calls incomplete.
  size_t length = 1;
  while (length < 3 && at + length < bytes.size()) {
    const utf8::Checked checked = utf8::check(bytes.substr(at, length + 1));
    if (checked.valid_up_to != 0 || !checked.incomplete) break;
    ++length;
  }
  return length;
}

/// UnicodeDecodeError for the first bytes that are not UTF-8, in upstream's words.
Raised raise_decode_error(std::string_view bytes, size_t at) {
  const size_t length = kDecodeErrorsCoverSequence ? invalid_length(bytes, at) : 1;
  Ref error = steal(PyObject_CallFunction(PyExc_UnicodeDecodeError, "sy#nns", "utf-8", bytes.data(),
                                          static_cast<Py_ssize_t>(bytes.size()),
                                          static_cast<Py_ssize_t>(at),
                                          static_cast<Py_ssize_t>(at + length), "invalid utf-8"));
  if (error) PyErr_SetObject(PyExc_UnicodeDecodeError, error.get());
  return {};
}

bool raise_json_error(std::string_view bytes, utf8::Checked checked) {
  Text text;
  if (checked.incomplete) {
    text << "Error serializing to JSON: incomplete utf-8 byte sequence from index "
         << checked.valid_up_to;
  } else {
    text << "Error serializing to JSON: invalid utf-8 sequence of "
         << invalid_length(bytes, checked.valid_up_to) << " bytes from index "
         << checked.valid_up_to;
  }
  return raise_serialization_error(text);
}

}  // namespace

Ref bytes_to_str(std::string_view bytes, BytesMode mode) {
  if (mode == BytesMode::utf8) {
    const utf8::Checked checked = utf8::check(bytes);
    if (checked.valid_up_to == bytes.size()) return py::str(bytes);
    return raise_decode_error(bytes, checked.valid_up_to);
  }
  char* data = nullptr;
  Ref text = py::new_ascii(encoded_size(bytes.size(), mode), data);
  if (text) encode(bytes, mode, data);
  return text;
}

bool write_bytes(std::string_view bytes, BytesMode mode, bool& error_is_final, JsonText& out) {
  if (mode == BytesMode::utf8) {
    const utf8::Checked checked = utf8::check(bytes);
    if (checked.valid_up_to != bytes.size()) {
      error_is_final = true;
      return raise_json_error(bytes, checked);
    }
    out.string(bytes);
    return true;
  }
  // Neither alphabet needs escapes.
  const size_t size = encoded_size(bytes.size(), mode);
  if (char* at = out.buffer().reserve(size + 2)) {
    *at++ = '"';
    at = encode(bytes, mode, at);
    *at++ = '"';
    out.buffer().commit(at);
  }
  return true;
}

}  // namespace pydantic_core
