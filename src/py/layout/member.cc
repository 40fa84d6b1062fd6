// py/layout/member.cc: see member.h.
#include "py/layout/member.h"

#include "py/layout/class_attributes.h"

namespace pydantic_core::py {

void Member::init(PyTypeObject* cls, Borrowed name) {
  const Ref descriptor = find_in_mro(cls, name);
  if (!descriptor || !Py_IS_TYPE(descriptor.get(), &PyMemberDescr_Type)) return;
  // Somebody may have put another class's slot there.
  if (!PyType_IsSubtype(cls, PyDescr_TYPE(descriptor.get()))) return;
  const PyMemberDef* member = reinterpret_cast<PyMemberDescrObject*>(descriptor.get())->d_member;
  if (member->type == T_OBJECT_EX && (member->flags & READONLY) == 0) offset_ = member->offset;
}

}  // namespace pydantic_core::py
