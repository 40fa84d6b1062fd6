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
    inferring = 2,  ///< serialize_as_any, or the limit of the recursion guard
    checking = 4,   ///< a union checks
  };

  /// What a node that is no leaf writes all the same.
  enum class Else : uint8_t {
    nothing,
    by_type,  ///< a value that is a builtin scalar, as the leaf of its type
    whole,    ///< some values, whole (whole.h)
  };

  PyTypeObject* type = nullptr;  ///< of exactly this type; nullptr: the node is no leaf
  LeafForm form = LeafForm::none;
  bool none = false;   ///< and None besides
  uint8_t not_in = 0;  ///< calls in which the node must be called
  Else otherwise = Else::nothing;

  /// Of a node that goes by the type of each value.
  static constexpr SerLeaf by_type() {
    return {.not_in = Call::json_mode | Call::inferring, .otherwise = Else::by_type};
  }
  /// Of a node some of whose values may be written whole, if `some`; else no leaf.
  static constexpr SerLeaf whole(bool some) {
    return {.otherwise = some ? Else::whole : Else::nothing};
  }

  explicit operator bool() const { return type != nullptr; }
  bool takes(Borrowed value) const { return Py_TYPE(value) == type || (none && value == Py_None); }
  /// Whether the value is written as a leaf, and in which form.
  bool takes(Borrowed value, LeafForm& out) const;
  /// Whether serializing the value is known to run no Python code. (The tzinfo of a datetime may be
  /// the user's.)
  bool is_silent(Borrowed value) const;
  /// Whether some values can be written whole.
  bool may_be_whole() const { return type != nullptr || otherwise != Else::nothing; }
  /// The same and None; no leaf stays none.
  SerLeaf or_none() const { return {type, form, type != nullptr, not_in, otherwise}; }

  static uint8_t call_of(const SerState& state) {
    const bool inferring = state.serialize_as_any || state.recursion.full();
    return static_cast<uint8_t>((state.is_json() ? Call::json_mode : 0) |
                                (inferring ? Call::inferring : 0) |
                                (state.check != SerCheck::none ? Call::checking : 0));
  }
  /// Whether to_python need not call the node for values that the leaf takes.
  bool passes_in(uint8_t call) const { return (not_in & call) == 0; }
  bool passes_in(const SerState& state) const { return not_in == 0 || passes_in(call_of(state)); }
  /// The same for to_json.
  bool is_written_in(const SerState& state) const {
    const uint8_t others = not_in & ~Call::json_mode;
    return others == 0 || (others & call_of(state)) == 0;
  }
};

inline bool SerLeaf::takes(Borrowed value, LeafForm& out) const {
  PyTypeObject* const own = Py_TYPE(value);
  if (own == type) {
    out = form;
  } else if (none && value == Py_None) {
    out = LeafForm::none;
  } else if (otherwise != Else::by_type) {
    return false;
  } else if (own == &PyUnicode_Type) {
    out = LeafForm::str;
  } else if (own == &PyLong_Type) {
    out = LeafForm::integer;
  } else if (own == &PyFloat_Type) {
    out = LeafForm::floating;
  } else if (own == &PyBool_Type) {
    out = LeafForm::boolean;
  } else {
    out = LeafForm::none;
    return value == Py_None;
  }
  return true;
}

/// Room for a value of any form but `str`.
inline constexpr size_t kLeafRoom = json::kMaxNumberText;

/// A datetime, date or UUID with its quotes. Returns the end, or nullptr, without an exception, for
/// those that need Python code: `at` has room for kLeafRoom, which may be scribbled on.
char* write_quoted(LeafForm form, Borrowed value, char* at);

/// Writes a value of that form. `reserve(n)` makes room for n bytes and returns where they go,
/// nullptr when memory ran out, which the buffer remembers. False, with nothing written, for what
/// the node must write: text beyond ASCII, long integers, infinities. Runs no Python code. (The
/// form is a reference because it is read again at the end: it takes up no register meanwhile.)
template <class Reserve>
[[gnu::always_inline]] inline bool write_form(const LeafForm& form, Borrowed value,
                                              json::Buffer& out, Reserve&& reserve) {
  const auto word = [&](const char (&text)[9], size_t size) {
    if (char* at = reserve(8)) {
      std::memcpy(at, text, 8);
      out.commit(at + size);
    }
    return true;
  };
  switch (form) {
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
      char* const end = write_quoted(form, value, at);
      if (end != nullptr) out.commit(end);
      return end != nullptr;
    }
  }
  return false;
}

/// Writes a value as write_form does, where `leaf` takes it; false for others.
template <class Reserve>
[[gnu::always_inline]] inline bool write_leaf(const SerLeaf& leaf, Borrowed value,
                                              json::Buffer& out, Reserve&& reserve) {
  if (Py_TYPE(value) == leaf.type) return write_form(leaf.form, value, out, reserve);
  return leaf.none && value == Py_None && write_form(LeafForm::none, value, out, reserve);
}

}  // namespace pydantic_core
