// py/member.cc: see member.h.
#include "py/member.h"

#include "py/names.h"

namespace pydantic_core::py {

Ref find_in_mro(PyTypeObject* cls, Borrowed name) {
  Borrowed mro = cls->tp_mro;
  for (Py_ssize_t i = 0; mro != nullptr && i < PyTuple_GET_SIZE(mro); ++i) {
    Ref dict = steal(PyObject_GetAttr(PyTuple_GET_ITEM(mro, i), names.dunder_dict));
    Ref found = dict ? steal(PyObject_GetItem(dict.get(), name)) : Ref();
    PyErr_Clear();
    if (found) return found;
  }
  return {};
}

void Member::init(PyTypeObject* cls, Borrowed name) {
  const Ref descriptor = find_in_mro(cls, name);
  if (!descriptor || !Py_IS_TYPE(descriptor.get(), &PyMemberDescr_Type)) return;
  // Somebody may have put another class's slot there.
  if (!PyType_IsSubtype(cls, PyDescr_TYPE(descriptor.get()))) return;
  const PyMemberDef* member = reinterpret_cast<PyMemberDescrObject*>(descriptor.get())->d_member;
  if (member->type == T_OBJECT_EX && (member->flags & READONLY) == 0) offset_ = member->offset;
}

}  // namespace pydantic_core::py
