// py/get.h: attributes and items that may be missing, as owned references; and which keys are
// looked up without running Python code.
#pragma once

#include "py/ref.h"

namespace pydantic_core::py {

/// object.name: 1, and `out` is its value; 0 when there is no such attribute, -1 with an exception
/// set: `out` is empty.
[[nodiscard]] inline int get_attribute(Borrowed object, Borrowed name, Ref& out) {
  PyObject* found;
  const int has = PyObject_GetOptionalAttr(object, name, &found);
  out = steal(found);
  return has;
}

/// The same of dict[key].
[[nodiscard]] inline int get_item(Borrowed dict, Borrowed key, Ref& out) {
  PyObject* found;
  const int has = PyDict_GetItemRef(dict, key, &found);
  out = steal(found);
  return has;
}

/// Whether hashing `key`, and comparing it with another such key, runs no Python code.
[[nodiscard]] inline bool is_quiet_key(Borrowed key) {
  return PyUnicode_CheckExact(key) || PyLong_CheckExact(key) || PyBool_Check(key);
}

}  // namespace pydantic_core::py
