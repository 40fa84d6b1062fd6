// py/leaf.h: the values that a node of a schema passes on as they are.
//
// Most fields and items are str, int, float, bool or None, and most of what a call of their node
// costs is the call. So a node tells, when the schema is built, of which type it takes every value
// as it is; the holder of the node compares the type first, and calls it only for other values.
// What a leaf takes runs no Python code and makes no error, whatever the settings of the call are.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

struct Leaf {
  PyTypeObject* type = nullptr;  ///< of exactly this type; nullptr: the node is no leaf
  bool none = false;             ///< and None besides

  explicit operator bool() const { return type != nullptr; }
  bool takes(Borrowed value) const { return Py_TYPE(value) == type || (none && value == Py_None); }
  /// The same and None; no leaf stays none.
  Leaf or_none() const { return {type, type != nullptr}; }
};

}  // namespace pydantic_core
