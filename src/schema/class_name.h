// schema/class_name.h: what a class of a schema is called.
#pragma once

#include "schema/schema.h"

namespace pydantic_core {

/// "cls_name" of the schema, else the name of `cls`: a str that has UTF-8. False with an exception
/// set.
[[nodiscard]] inline bool read_own_name(SchemaDict schema, Borrowed cls, Ref& out) {
  if (!schema.get_text(names.cls_name, out)) return false;
  if (out) return true;
  out = steal(PyObject_GetAttr(cls, names.dunder_name));
  return out && check_text(out.get());
}

}  // namespace pydantic_core
