// validate/input/read_leaf.h: inputs that a leaf (py/leaf.h) takes, read without calling the node.
//
// Each read_leaf answers false for what the node itself must see. True: `out` is the value, and the
// state's exactness is lowered as the node would have lowered it; empty where making the value
// failed, with an exception set.
#pragma once

#include "py/leaf.h"
#include "py/string_cache.h"
#include "validate/input/json_input.h"
#include "validate/input/py_input.h"
#include "validate/input/state.h"
#include "validate/input/string_input.h"

namespace pydantic_core {

[[gnu::always_inline]] inline bool read_leaf(Leaf leaf, PyInput input, State&, Ref& out) {
  // Exactly of its type: nothing is lowered.
  if (!leaf.takes(input.object)) return false;
  out = borrow(input.object);
  return true;
}

[[gnu::always_inline]] inline bool read_leaf(Leaf leaf, JsonInput input, State& state, Ref& out) {
  switch (input.value.kind()) {
    case json::Kind::string:
      if (leaf.type != &PyUnicode_Type) return false;
      // As read_str does it, and for its reason.
      state.floor_exactness(Exactness::strict);
      out = cached_str(input.value, state.cache_strings == CacheStrings::all);
      return true;
    case json::Kind::int64:
      if (leaf.type != &PyLong_Type) return false;
      out = steal(PyLong_FromLongLong(input.value.as_int64()));
      return true;
    case json::Kind::floating:
      if (leaf.type != &PyFloat_Type) return false;
      out = steal(PyFloat_FromDouble(input.value.as_double()));
      return true;
    case json::Kind::boolean:
      if (leaf.type != &PyBool_Type) return false;
      out = borrow(input.value.as_bool() ? Py_True : Py_False);
      return true;
    case json::Kind::null:
      if (!leaf.none) return false;
      out = borrow(Py_None);
      return true;
    default:
      return false;
  }
}

/// In strings mode every value is a text to be read.
inline bool read_leaf(Leaf, StringInput, State&, Ref&) { return false; }

}  // namespace pydantic_core
