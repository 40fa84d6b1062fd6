// py/json_value.cc: see json_value.h. Nesting is bounded by the reader (200 levels), so recursion
// is.
#include "py/json_value.h"

#include "base/vec.h"
#include "py/error.h"
#include "py/json_shape.h"
#include "py/layout/containers.h"
#include "py/long_int.h"

namespace pydantic_core::py {
namespace {

Ref list_from_json(json::Value array, CacheStrings cache) {
  Ref list = steal(PyList_New(static_cast<Py_ssize_t>(array.size())));
  if (!list) return {};
  Py_ssize_t i = 0;
  for (json::Value element : array.as_array()) {
    Ref item = from_json(element, cache);
    if (!item) return {};
    PyList_SET_ITEM(list.get(), i++, item.release());
  }
  return list;
}

Ref dict_from_json(json::Value object, CacheStrings cache) {
  const size_t count = object.size();
  Vec<Ref, 16> keys, values;
  if (!keys.reserve(count) || !values.reserve(count)) return no_memory();
  for (json::Member member : object.as_object()) {
    Ref key = cached_str(member.key, cache != CacheStrings::none);
    if (!key || !keys.push(std::move(key))) return {};
    Ref value = from_json(member.value, cache);
    if (!value || !values.push(std::move(value))) return {};
  }
  const JsonShape shape =
      cache == CacheStrings::none ? JsonShape() : JsonShape(keys.data(), keys.size());
  return dict_of_pairs(shape, keys.data(), values.data(), keys.size());
}

}  // namespace

Ref dict_of_pairs(const JsonShape& shape, const Ref* keys, Ref* values, uint32_t count) {
  if (shape) return shape.fill(values);
  Ref dict = make_dict();
  if (!dict) return {};
  for (uint32_t i = 0; i < count; ++i) {
    if (PyDict_SetItem(dict.get(), keys[i].get(), values[i].get()) < 0) return {};
  }
  if (!shape.keep_if_again(dict.get(), keys, count)) return {};
  return dict;
}

Ref int_of(json::Value number) {
  switch (number.kind()) {
    case json::Kind::int64:
      return steal(PyLong_FromLongLong(number.as_int64()));
    case json::Kind::uint64:
      return steal(PyLong_FromUnsignedLongLong(number.as_uint64()));
    default:
      return int_from_decimal(number.as_big_text());
  }
}

Ref from_json(json::Value value, CacheStrings cache) {
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
      return cached_str(value, cache == CacheStrings::all);
    case json::Kind::array:
      return list_from_json(value, cache);
    case json::Kind::object:
      return dict_from_json(value, cache);
  }
  return {};
}

}  // namespace pydantic_core::py
