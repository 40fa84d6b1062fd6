// schema/prebuilt.cc: see prebuilt.h.
#include "schema/prebuilt.h"

#include "py/layout/class_attributes.h"

namespace pydantic_core {

bool get_prebuilt(SchemaDict schema, ClassKind kind, Borrowed attribute, Ref& out) {
  Ref origin, cls;
  // A parametrized dataclass shares its class with the bare one, whose validator is another.
  if (kind == ClassKind::dataclass && !schema.get(names.generic_origin, origin)) return false;
  if (origin) return true;
  if (!schema.get(names.cls, cls)) return false;
  if (!cls || !PyType_Check(cls.get())) return true;
  const Ref dict = py::class_dict(reinterpret_cast<PyTypeObject*>(cls.get()));
  if (!dict) return false;
  Ref complete = steal(PyObject_GetItem(dict.get(), names.pydantic_complete));
  if (complete && complete.get() == Py_True) out = steal(PyObject_GetItem(dict.get(), attribute));
  // An attribute that cannot be read counts as missing.
  return forgive();
}

}  // namespace pydantic_core
