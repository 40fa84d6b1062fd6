// validators/model_layout.cc: see model_layout.h.
#include "validators/model_layout.h"

namespace pydantic_core {
namespace {

/// The object that `name` stands for in the class and its bases; nullptr when there is none. No
/// exception is left set.
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

/// The offset of a writable slot that holds any object; 0 when `name` is something else.
Py_ssize_t slot_offset(PyTypeObject* cls, Borrowed name) {
  Ref descriptor = find_in_mro(cls, name);
  if (!descriptor || !Py_IS_TYPE(descriptor.get(), &PyMemberDescr_Type)) return 0;
  const PyMemberDef* member = reinterpret_cast<PyMemberDescrObject*>(descriptor.get())->d_member;
  return member->type == T_OBJECT_EX && (member->flags & READONLY) == 0 ? member->offset : 0;
}

}  // namespace

void ModelLayout::init(Borrowed object) {
  cls_ = reinterpret_cast<PyTypeObject*>(object);
  fields_set_ = slot_offset(cls_, names.pydantic_fields_set);
  extra_ = slot_offset(cls_, names.pydantic_extra);
  private_ = slot_offset(cls_, names.pydantic_private);
  // The function behind the descriptor, for PyObject_GenericSetDict corrupts instances whose values
  // CPython keeps inline.
  Ref dict = find_in_mro(cls_, names.dunder_dict);
  if (cls_->tp_dictoffset != 0 && dict && Py_IS_TYPE(dict.get(), &PyGetSetDescr_Type)) {
    dict_setter_ = reinterpret_cast<PyGetSetDescrObject*>(dict.get())->d_getset->set;
  }
  plain_new_ =
      cls_->tp_new == PyBaseObject_Type.tp_new && (cls_->tp_flags & Py_TPFLAGS_IS_ABSTRACT) == 0;
}

Ref ModelLayout::create(Borrowed cls) const {
  auto* type = reinterpret_cast<PyTypeObject*>(cls);
  if (plain_new_ && type == cls_) return steal(type->tp_alloc(type, 0));
  if (type->tp_new == nullptr) {
    PyErr_SetString(PyExc_TypeError, "base type without tp_new");
    return {};
  }
  Ref no_args = steal(PyTuple_New(0));
  return no_args ? steal(type->tp_new(type, no_args.get(), nullptr)) : Ref();
}

bool ModelLayout::set_dict(Borrowed instance, Borrowed value) const {
  if (dict_setter_ != nullptr && Py_IS_TYPE(instance, cls_))
    return dict_setter_(instance, value, nullptr) == 0;
  return force_setattr(instance, names.dunder_dict, value);
}

bool ModelLayout::set(Borrowed instance, Borrowed name, Py_ssize_t offset, Borrowed value) const {
  if (offset == 0 || !Py_IS_TYPE(instance, cls_)) return force_setattr(instance, name, value);
  auto** slot = reinterpret_cast<PyObject**>(reinterpret_cast<char*>(instance) + offset);
  PyObject* old = *slot;
  *slot = Py_NewRef(value);
  Py_XDECREF(old);
  return true;
}

bool force_setattr(Borrowed instance, Borrowed name, Borrowed value) {
  return PyObject_GenericSetAttr(instance, name, value) == 0;
}

}  // namespace pydantic_core
