// serializers/child.h: a node as its container holds it, with its leaf (py/leaf.h) beside it: most
// values are then serialized without a call.
#pragma once

#include <cmath>

#include "serializers/node.h"

namespace pydantic_core {

/// Writes a value of a leaf: an exact str, int, float, bool, or None. `reserve(n)` makes room for n
/// bytes and returns where they go, nullptr when memory ran out. False, with nothing reserved, for
/// what takes more than copying it: text beyond ASCII, long integers, infinities.
template <class Reserve>
[[gnu::always_inline]] inline bool write_leaf(Borrowed value, json::Buffer& out,
                                              Reserve&& reserve) {
  PyTypeObject* const type = Py_TYPE(value);
  if (type == &PyUnicode_Type) {
    if (!PyUnicode_IS_COMPACT_ASCII(value)) return false;
    const auto* text = reinterpret_cast<const char*>(reinterpret_cast<PyASCIIObject*>(value) + 1);
    const auto size = static_cast<size_t>(PyUnicode_GET_LENGTH(value));
    if (char* at = reserve(size + 2)) json::write_string_at(out, at, {text, size});
  } else if (type == &PyLong_Type) {
    int64_t number;
    if (!py::compact_int(value, number)) return false;
    if (char* at = reserve(json::kMaxNumberText)) out.commit(json::write_integer(at, number));
  } else if (type == &PyFloat_Type) {
    const double number = PyFloat_AS_DOUBLE(value);
    if (!std::isfinite(number)) return false;
    if (char* at = reserve(json::kMaxNumberText)) out.commit(json::write_double(at, number));
  } else if (char* at = reserve(8)) {
    const bool is_false = value == Py_False;
    std::memcpy(at, is_false ? "false   " : value == Py_True ? "true    " : "null    ", 8);
    out.commit(at + (is_false ? 5 : 4));
  }
  return true;
}

struct SerChild {
  const SerNode* node = nullptr;
  Leaf leaf;

  SerChild() = default;
  explicit SerChild(const SerNode* node) : node(node), leaf(node ? node->leaf() : Leaf()) {}

  // As SerNode's own.
  [[nodiscard]] Ref to_python(Borrowed value, SerState& state) const {
    // Inference has its own way with floats that are not finite.
    if (leaf.takes(value) && !state.serialize_as_any) [[likely]]
      return borrow(value);
    return node->to_python(value, state);
  }
  [[nodiscard]] bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    json::Buffer& buffer = out.buffer();
    if (leaf.takes(value) && write_leaf(value, buffer, [&](size_t n) { return buffer.reserve(n); }))
        [[likely]]
      return true;
    return node->to_json(value, state, out);
  }
};

}  // namespace pydantic_core
