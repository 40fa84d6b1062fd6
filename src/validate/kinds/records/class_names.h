// validate/kinds/records/class_names.h: what errors call the class of a schema.
#pragma once

#include "schema/schema.h"

namespace pydantic_core {

/// "cls_repr" of the schema, else the class's qualified name, else (a tuple of classes …) its repr.
/// False with an exception set.
[[nodiscard]] inline bool read_class_name(const Schema& schema, Borrowed cls, Ref& out) {
  if (!schema.dict.get_text(names.cls_repr, out)) return false;
  if (!out)
    out = steal(PyType_Check(cls) ? PyObject_GetAttr(cls, names.dunder_qualname)
                                  : PyObject_Repr(cls));
  if (!out) return false;
  return PyUnicode_Check(out.get()) || conversion_error(out.get(), "PyString");
}

/// What a typed dict or dataclass is called: "cls_name" of the schema, else the name of `cls` (may
/// be nullptr: `out` stays empty). A "cls_name" that is no str, or has no UTF-8, counts as missing.
/// False with an exception set.
[[nodiscard]] inline bool read_record_name(SchemaDict schema, Borrowed cls, Ref& out) {
  if (!schema.get(names.cls_name, out)) return false;
  if (out && PyUnicode_Check(out.get()) && py::has_utf8(out.get())) return true;
  if (PyErr_Occurred()) return false;
  out.reset();
  if (cls == nullptr) return true;
  out = steal(PyObject_GetAttr(cls, names.dunder_name));
  return out && check_text(out.get());
}

}  // namespace pydantic_core
