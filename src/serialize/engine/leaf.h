// serialize/engine/leaf.h: the values that a serializer passes on or writes as they are.
//
// As for validators (py/leaf.h), a node tells of which type it takes every value as it is, so that
// the holder of the node seldom calls it. A serializer also tells the form that such values have in
// JSON, and when it must be called all the same.
#pragma once

#include <cmath>

#include "py/python.h"
#include "serialize/engine/state.h"
#include "serialize/output/json_text.h"

namespace pydantic_core {

/// What the values of a leaf are in JSON.
enum class LeafForm : uint8_t { str, integer, floating, boolean, none, datetime, date, uuid };

struct SerLeaf {
  /// Calls in which the node decides (bits of `not_in`).
  enum Call : uint8_t {
    json_mode = 1,  ///< Python objects for JSON: what comes out is another object
    inferring = 2,  ///< a union checks, serialize_as_any, or the limit of the recursion guard
  };

  PyTypeObject* type = nullptr;  ///< of exactly this type; nullptr: the node is no leaf
  LeafForm form = LeafForm::none;
  bool none = false;   ///< and None besides
  uint8_t not_in = 0;  ///< calls in which the node must be called

  explicit operator bool() const { return type != nullptr; }
  bool takes(Borrowed value) const { return Py_TYPE(value) == type || (none && value == Py_None); }
  /// The same and None; no leaf stays none.
  SerLeaf or_none() const { return {type, form, type != nullptr, not_in}; }

  static uint8_t call_of(const SerState& state) {
    const bool inferring =
        state.check != SerCheck::none || state.serialize_as_any || state.recursion.full();
    return static_cast<uint8_t>((state.is_json() ? Call::json_mode : 0) |
                                (inferring ? Call::inferring : 0));
  }
  /// Whether to_python need not call the node for values that the leaf takes.
  bool passes_in(uint8_t call) const { return (not_in & call) == 0; }
  bool passes_in(const SerState& state) const { return not_in == 0 || passes_in(call_of(state)); }
  /// The same for to_json.
  bool is_written_in(const SerState& state) const {
    return (not_in & Call::inferring) == 0 || (call_of(state) & Call::inferring) == 0;
  }
};

/// Room for a value of any form but `str`.
inline constexpr size_t kLeafRoom = json::kMaxNumberText;

/// A datetime, date or UUID with its quotes. Returns the end, or nullptr, without an exception, for
/// those that need Python code: `at` has room for kLeafRoom, which may be scribbled on.
char* write_quoted(LeafForm form, Borrowed value, char* at);

/// Writes a value, where `leaf` takes it. `reserve(n)` makes room for n bytes and returns where
/// they go, nullptr when memory ran out, which the buffer remembers. False, with nothing written,
/// for what the node must write: also text beyond ASCII, long integers, infinities. Runs no Python
/// code.
template <class Reserve>
[[gnu::always_inline]] inline bool write_leaf(const SerLeaf& leaf, Borrowed value,
                                              json::Buffer& out, Reserve&& reserve) {
  const auto word = [&](const char (&text)[9], size_t size) {
    if (char* at = reserve(8)) {
      std::memcpy(at, text, 8);
      out.commit(at + size);
    }
    return true;
  };
  if (Py_TYPE(value) != leaf.type) return leaf.none && value == Py_None && word("null    ", 4);
  switch (leaf.form) {
    case LeafForm::str: {
      if (!PyUnicode_IS_COMPACT_ASCII(value)) return false;
      const std::string_view text = py::ascii_view(value);
      if (char* at = reserve(text.size() + 2)) json::write_string_at(out, at, text);
      return true;
    }
    case LeafForm::integer: {
      int64_t number;
      if (!py::compact_int(value, number)) return false;
      if (char* at = reserve(kLeafRoom)) out.commit(json::write_integer(at, number));
      return true;
    }
    case LeafForm::floating: {
      const double number = PyFloat_AS_DOUBLE(value);
      if (!std::isfinite(number)) return false;
      if (char* at = reserve(kLeafRoom)) out.commit(json::write_double(at, number));
      return true;
    }
    case LeafForm::boolean:
      return value == Py_True ? word("true    ", 4) : word("false   ", 5);
    case LeafForm::none:
      return word("null    ", 4);
    case LeafForm::datetime:
    case LeafForm::date:
    case LeafForm::uuid: {
      char* const at = reserve(kLeafRoom);
      if (at == nullptr) return true;
      char* const end = write_quoted(leaf.form, value, at);
      if (end != nullptr) out.commit(end);
      return end != nullptr;
    }
  }
  return false;
}

}  // namespace pydantic_core
