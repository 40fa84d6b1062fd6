// validators/class_names.h: what errors call the class of a schema.
#pragma once

#include "schema/schema.h"

namespace pydantic_core {

/// "cls_repr" of the schema, else the class's qualified name, else (a tuple of classes …) its repr.
/// False with an exception set.
[[nodiscard]] inline bool read_class_name(const Schema& schema, Borrowed cls, Ref& out) {
  if (!schema.dict.get_str(names.cls_repr, out)) return false;
  if (!out)
    out = steal(PyType_Check(cls) ? PyObject_GetAttr(cls, names.dunder_qualname)
                                  : PyObject_Repr(cls));
  if (!out) return false;
  return PyUnicode_Check(out.get()) || conversion_error(out.get(), "PyString");
}

}  // namespace pydantic_core
