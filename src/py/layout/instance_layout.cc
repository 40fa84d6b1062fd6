// py/layout/instance_layout.cc: see instance_layout.h.
#include "py/layout/instance_layout.h"

#include <cstring>

#include "py/layout/class_attributes.h"
#include "py/names.h"

namespace pydantic_core::py {

constinit bool instance_layout_known = false;

namespace {

/// A class with a `__dict__` and slots, as models have them.
Ref made_class() {
  return steal(PyObject_CallFunction(as_object(&PyType_Type), "s(O){s(sss)}", "Probe",
                                     as_object(&PyBaseObject_Type), "__slots__", "__dict__", "m",
                                     "n"));
}

bool is_set(Borrowed dict, const char* name, Borrowed value) {
  const Ref key = steal(PyUnicode_FromString(name));
  return key && PyDict_GetItemWithError(dict, key.get()) == value;
}

/// A new instance with that dict; empty when its layout is not the expected one.
Ref made_with(PyTypeObject* type, Ref dict) {
  Ref instance = new_bare_instance(type);
  if (!instance) return {};
  void* members = instance.get() + 1;
  const auto size = static_cast<size_t>(type->tp_basicsize) - sizeof(PyObject);
  std::memset(members, 0, size);
  const bool untracked = !PyObject_GC_IsTracked(instance.get());
  if (untracked) PyObject_GC_Track(instance.get());
  if (has_inline_values(type)) {
    const detail::InlineValues& values = detail::inline_values(instance.get());
    if (values.valid != 1 || values.embedded != 1 || values.size != 0) return {};
  }
  if (!untracked || detail::dict_of(instance.get()) != nullptr) return {};
  put_dict(instance.get(), std::move(dict));
  return instance;
}

/// Whether an instance behaves as any other after put_dict().
bool is_put_dict_recognised(PyTypeObject* type) {
  const Ref dict = steal(PyDict_New());
  const Ref other = steal(PyDict_New());
  const Ref instance = dict && other ? made_with(type, dict.clone()) : Ref();
  if (!instance || PyObject_SetAttrString(instance.get(), "a", Py_True) < 0 ||
      !is_set(dict.get(), "a", Py_True))
    return false;
  const Ref found = steal(PyObject_GenericGetDict(instance.get(), nullptr));
  if (found.get() != dict.get() ||
      _PyObject_GetDictPtr(instance.get()) != &detail::dict_of(instance.get()) ||
      PyObject_SetAttrString(instance.get(), "__dict__", other.get()) < 0)
    return false;
  return detail::dict_of(instance.get()) == other.get() && Py_REFCNT(dict.get()) == 2;
}

/// Whether `InlineValues` describes an instance whose attributes CPython has set.
bool are_inline_values_recognised(PyTypeObject* type) {
  const Ref instance = steal(PyObject_CallNoArgs(as_object(type)));
  if (!instance || PyObject_SetAttrString(instance.get(), "a", Py_True) < 0) return false;
  if (!has_inline_values(type)) return true;
  const detail::InlineValues& values = detail::inline_values(instance.get());
  if (values.valid != 1 || values.size != 1) return false;
  const Ref dict = steal(PyDict_New());
  return dict && PyObject_SetAttrString(instance.get(), "__dict__", dict.get()) == 0 &&
         values.valid == 0 && detail::dict_of(instance.get()) == dict.get();
}

bool is_recognised() {
  const Ref cls = made_class();
  if (!cls) return false;
  auto* type = reinterpret_cast<PyTypeObject*>(cls.get());
  return has_managed_dict(type) && type->tp_itemsize == 0 &&
         type->tp_alloc == PyType_GenericAlloc && is_put_dict_recognised(type) &&
         are_inline_values_recognised(type);
}

/// Whether a `__dict__` descriptor that says it is of the class `owner` is CPython's own, over the
/// pointer: a base in C may keep its dict elsewhere, and set it itself. Since 3.15 all classes
/// share one, which says that it is of `object`.
bool is_over_dict_pointer(PyTypeObject* owner) {
  return owner == &PyBaseObject_Type || has_dict_pointer(owner);
}

}  // namespace

DictAttribute find_dict_attribute(PyTypeObject* cls) {
  const Ref found = find_in_mro(cls, names.dunder_dict);
  if (cls->tp_dictoffset == 0 || !found || !Py_IS_TYPE(found.get(), &PyGetSetDescr_Type)) return {};
  return {reinterpret_cast<PyGetSetDescrObject*>(found.get())->d_getset->set,
          has_dict_pointer(cls) && is_over_dict_pointer(PyDescr_TYPE(found.get()))};
}

bool has_slots_alone(PyTypeObject* cls, int count) {
  const size_t size = sizeof(PyObject) + static_cast<size_t>(count) * sizeof(PyObject*);
  return static_cast<size_t>(cls->tp_basicsize) == size && cls->tp_itemsize == 0;
}

void init_instance_layout() {
  if (!kInstanceLayoutOf313) return;
  instance_layout_known = is_recognised();
  PyErr_Clear();
}

}  // namespace pydantic_core::py
