// serialize/engine/warnings.cc: see warnings.h.
#include "serialize/engine/warnings.h"

namespace pydantic_core {

bool SerWarnings::add(UnexpectedValue value) {
  if (!wanted() || found_.push(std::move(value))) return true;
  return py::no_memory();
}

bool SerWarnings::copy(const SerWarnings& other) {
  mode_ = other.mode_;
  found_.clear();
  for (const UnexpectedValue& value : other.found_) {
    if (!add(value.clone())) return false;
  }
  return true;
}

bool SerWarnings::tell() const {
  Text text;
  text << "Pydantic serializer warnings:";
  for (const UnexpectedValue& value : found_) {
    text << "\n  PydanticSerializationUnexpectedValue(";
    value.append(text);
    text << ')';
  }
  if (mode_ == WarningsMode::error) return raise_serialization_error(text);
  Ref message = py::str(text);
  if (!message) return false;
  // PyErr_WarnEx takes a C string: a NUL would cut the text.
  std::string_view utf8;
  if (!py::utf8(message.get(), utf8)) return false;
  if (utf8.find('\0') != std::string_view::npos)
    return py::raise(PyExc_ValueError, "nul byte found in provided data");
  return PyErr_WarnEx(PyExc_UserWarning, utf8.data(), 0) == 0;
}

}  // namespace pydantic_core
