// py/json_value.cc: see json_value.h. Nesting is bounded by the reader (200 levels), so recursion
// is.
#include "py/json_value.h"

#include <cstring>

#include "base/utf8.h"
#include "py/error.h"
#include "py/str.h"

namespace pydantic_core::py {

Ref str(json::Value text) {
  const std::string_view bytes = text.as_string();
  if (utf8::is_ascii(bytes)) {
    char* data;
    Ref result = new_ascii(bytes.size(), data);
    if (result) std::memcpy(data, bytes.data(), bytes.size());
    return result;
  }
  return str(bytes);
}

namespace {

Ref int_from_digits(std::string_view digits) {
  Text terminated;
  terminated << digits << '\0';
  if (!terminated.ok()) return PyErr_NoMemory(), Ref();
  return steal(PyLong_FromString(terminated.view().data(), nullptr, 10));
}

Ref list_from_json(json::Value array) {
  Ref list = steal(PyList_New(static_cast<Py_ssize_t>(array.size())));
  if (!list) return {};
  Py_ssize_t i = 0;
  for (json::Value element : array.as_array()) {
    Ref item = from_json(element);
    if (!item) return {};
    PyList_SET_ITEM(list.get(), i++, item.release());
  }
  return list;
}

Ref dict_from_json(json::Value object) {
  Ref dict = steal(new_dict(object.size()));
  if (!dict) return {};
  for (json::Member member : object.as_object()) {
    Ref key = str(member.key);
    if (!key) return {};
    Ref value = from_json(member.value);
    if (!value || PyDict_SetItem(dict.get(), key.get(), value.get()) < 0) return {};
  }
  return dict;
}

}  // namespace

Ref int_of(json::Value number) {
  switch (number.kind()) {
    case json::Kind::int64:
      return steal(PyLong_FromLongLong(number.as_int64()));
    case json::Kind::uint64:
      return steal(PyLong_FromUnsignedLongLong(number.as_uint64()));
    default:
      return int_from_digits(number.as_big_text());
  }
}

Ref from_json(json::Value value) {
  switch (value.kind()) {
    case json::Kind::null:
      return borrow(Py_None);
    case json::Kind::boolean:
      return borrow(value.as_bool() ? Py_True : Py_False);
    case json::Kind::int64:
    case json::Kind::uint64:
    case json::Kind::big_int:
      return int_of(value);
    case json::Kind::floating:
      return steal(PyFloat_FromDouble(value.as_double()));
    case json::Kind::string:
      return str(value);
    case json::Kind::array:
      return list_from_json(value);
    case json::Kind::object:
      return dict_from_json(value);
  }
  return {};
}

}  // namespace pydantic_core::py
