// py/layout/class_attributes.cc: see class_attributes.h.
#include "py/layout/class_attributes.h"

#include "py/names.h"

namespace pydantic_core::py {
namespace {

/// Whether reading `cls.name` is left to `type` itself. `name` is one of type's data descriptors.
bool is_read_by_type(PyTypeObject* cls, Borrowed name) {
  PyTypeObject* meta = Py_TYPE(cls);
  if (meta == &PyType_Type) return true;
  const auto is_inherited = [&](Borrowed attribute) {
    return find_in_mro(meta, attribute).get() == find_in_mro(&PyType_Type, attribute).get();
  };
  return is_inherited(names.dunder_getattribute) && is_inherited(name);
}

}  // namespace

Ref find_in_mro(PyTypeObject* cls, Borrowed name) { return steal(_PyType_LookupRef(cls, name)); }

Ref class_name(PyTypeObject* cls) {
  return steal(is_read_by_type(cls, names.dunder_name)
                   ? PyType_GetName(cls)
                   : PyObject_GetAttr(as_object(cls), names.dunder_name));
}

Ref class_dict(PyTypeObject* cls) {
  return steal(is_read_by_type(cls, names.dunder_dict)
                   ? PyType_GetDict(cls)
                   : PyObject_GetAttr(as_object(cls), names.dunder_dict));
}

}  // namespace pydantic_core::py
