// validate/kinds/records/model_layout.cc: see model_layout.h.
#include "validate/kinds/records/model_layout.h"

#include "py/layout/collector.h"
#include "schema/schema.h"

namespace pydantic_core {

void ModelLayout::init(Borrowed object) {
  cls_ = reinterpret_cast<PyTypeObject*>(object);
  fields_set_.init(cls_, names.pydantic_fields_set);
  extra_.init(cls_, names.pydantic_extra);
  private_.init(cls_, names.pydantic_private);
  const py::DictAttribute dict = py::find_dict_attribute(cls_);
  dict_setter_ = dict.set;
  is_plain_ = fields_set_ && extra_ && private_ && dict.is_pointer;
  // If two names stand for one slot, there is another slot, which nobody would set.
  const bool apart = !fields_set_.is(extra_) && !fields_set_.is(private_) && !extra_.is(private_);
  is_bare_ = is_plain_ && apart && py::has_slots_alone(cls_, 3);
}

bool ModelLayout::init_values(const FieldTable& fields) {
  return !is_bare_ || !comes_and_goes_quietly() || !fields.blank() ||
         places_.init(cls_, fields.size(), [&](uint32_t i) { return fields[i].name.get(); });
}

bool ModelLayout::comes_and_goes_quietly() const {
  return cls_->tp_new == PyBaseObject_Type.tp_new && cls_->tp_alloc == PyType_GenericAlloc &&
         cls_->tp_finalize == nullptr && cls_->tp_del == nullptr;
}

Ref ModelLayout::make(Borrowed cls, ModelParts& parts) const {
  auto* type = reinterpret_cast<PyTypeObject*>(cls);
  // A root validator may have made anything of the dict: the setter says what is wrong with it.
  // What the class has in its slots is asked each time: decorators give it a __new__ when its
  // validator has long been built.
  const bool bare =
      is_bare_ && type == cls_ && (!parts.fields.dict || PyDict_Check(parts.fields.dict.get())) &&
      type->tp_new == PyBaseObject_Type.tp_new && type->tp_alloc == PyType_GenericAlloc &&
      !PyType_HasFeature(type, Py_TPFLAGS_IS_ABSTRACT);
  if (!bare) [[unlikely]] {
    Ref instance = create(cls);
    return instance && fill(instance.get(), parts) ? std::move(instance) : Ref();
  }
  // All that is in it is set here: tp_alloc would clear it first.
  Ref instance = py::new_bare_instance(type);
  if (!instance) return {};
  put_fields(instance.get(), parts.fields);
  extra_.put(instance.get(), std::move(parts.extra));
  private_.put(instance.get(), borrow(Py_None));
  fields_set_.put(instance.get(), std::move(parts.fields_set));
  py::track(instance.get());
  return instance;
}

/// Sets the fields of a new instance, whose class is bare.
inline void ModelLayout::put_fields(Borrowed instance, FieldsDict& fields) const {
  if (py::kInstancesKeepValues && !fields.dict) {
    places_.put(instance, fields.values.begin());
    fields.values.emptied();
  } else {
    py::put_dict(instance, std::move(fields.dict));
  }
}

Ref ModelLayout::create(Borrowed cls) const {
  auto* type = reinterpret_cast<PyTypeObject*>(cls);
  // Asked each time: decorators give a class a __new__ when its validator has long been built.
  if (type->tp_new == PyBaseObject_Type.tp_new && !PyType_HasFeature(type, Py_TPFLAGS_IS_ABSTRACT))
    return steal(type->tp_alloc(type, 0));
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

bool ModelLayout::set(Borrowed instance, Borrowed name, py::Member member, Borrowed value) const {
  if (!member || !Py_IS_TYPE(instance, cls_)) return force_setattr(instance, name, value);
  member.set(instance, value);
  return true;
}

/// Sets the fields of an instance that others have made, where that needs nothing but pointers.
bool ModelLayout::set_fields(Borrowed instance, FieldsDict& fields) const {
  if (!is_plain_ || !Py_IS_TYPE(instance, cls_)) return false;
  if (!fields.dict) {
    if (!places_.fits(instance)) return false;
    put_fields(instance, fields);
    return true;
  }
  // A root validator may have made anything of the dict: the setter says what is wrong with it.
  return PyDict_Check(fields.dict.get()) && py::set_dict(instance, fields.dict.get());
}

bool ModelLayout::fill(Borrowed instance, ModelParts& parts) const {
  if (set_fields(instance, parts.fields)) [[likely]] {
    extra_.set(instance, parts.extra.get());
    private_.set(instance, Py_None);
    fields_set_.set(instance, parts.fields_set.get());
    return true;
  }
  return parts.fields.need() && set_dict(instance, parts.fields.dict.get()) &&
         set_extra(instance, parts.extra.get()) &&
         set(instance, names.pydantic_private, private_, Py_None) &&
         set_fields_set(instance, parts.fields_set.get());
}

bool unpack_parts(Borrowed tuple, std::initializer_list<Ref*> parts) {
  if (!PyTuple_Check(tuple)) return conversion_error(tuple, "PyTuple");
  const auto size = static_cast<Py_ssize_t>(parts.size());
  if (PyTuple_GET_SIZE(tuple) != size) {
    PyErr_Format(PyExc_ValueError, "expected tuple of length %zd, but got tuple of length %zd",
                 size, PyTuple_GET_SIZE(tuple));
    return false;
  }
  Py_ssize_t i = 0;
  for (Ref* part : parts) *part = borrow(PyTuple_GET_ITEM(tuple, i++));
  return true;
}

bool force_setattr(Borrowed instance, Borrowed name, Borrowed value) {
  return PyObject_GenericSetAttr(instance, name, value) == 0;
}

}  // namespace pydantic_core
