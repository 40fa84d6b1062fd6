// py/layout/inline_values.cc: see inline_values.h.
#include "py/layout/inline_values.h"

#include <algorithm>

namespace pydantic_core::py {

constinit bool inline_values_known = false;

namespace {

/// Sets None under each name in a new instance of the class, which gives the class those names that
/// its table has room for. False with MemoryError set.
bool give_names(PyTypeObject* cls, std::span<const Borrowed> names) {
  const Ref instance = steal(PyType_GenericAlloc(cls, 0));
  return instance && std::all_of(names.begin(), names.end(), [&](Borrowed name) {
           return PyObject_GenericSetAttr(instance.get(), name, Py_None) == 0;
         });
}

}  // namespace

/// Looks each name up in the table of the class. False, and this stays empty, where one is not
/// there.
bool InlinePlaces::find_all(PyTypeObject* cls, std::span<const Borrowed> names) {
  const detail::DictKeys* const table = detail::shared_names(cls);
  const DictPair* const first = detail::first_pair(table);
  const DictPair* const end = first + table->count;
  for (uint32_t i = 0; i < names.size(); ++i) {
    const DictPair* const found =
        std::find_if(first, end, [&](const DictPair& pair) { return pair.key == names[i]; });
    if (found == end) return false;
    places_[i] = static_cast<uint8_t>(found - first);
    counts_[i] = UINT8_MAX;
  }
  names_ = first;
  count_ = static_cast<uint32_t>(names.size());
  return true;
}

bool InlinePlaces::give_all(PyTypeObject* cls, std::span<const Borrowed> names) {
  // The class keeps a name for good: without room for all it gets none.
  if (detail::shared_names(cls)->usable <= static_cast<Py_ssize_t>(names.size())) return true;
  // Setting an attribute for which the class has a descriptor would run that.
  const auto is_own = [&](Borrowed name) { return !!steal(_PyType_LookupRef(cls, name)); };
  if (std::any_of(names.begin(), names.end(), is_own)) return true;
  if (!give_names(cls, names)) return false;
  find_all(cls, names);
  return true;
}

namespace {

/// A class with a `__dict__` and slots, as models have them.
Ref made_class() {
  return steal(PyObject_CallFunction(as_object(&PyType_Type), "s(O){s(s)}", "Probe",
                                     as_object(&PyBaseObject_Type), "__slots__", "__dict__"));
}

/// Whether the values of `instance` are those of `names`, in this order, for CPython as for us, as
/// they are those of its dict.
bool has_all(Borrowed instance, std::span<const Borrowed> names) {
  const Ref dict = steal(PyObject_GenericGetDict(instance, nullptr));
  const Ref copy = dict ? steal(PyDict_Copy(dict.get())) : Ref();
  if (!copy || PyDict_GET_SIZE(dict.get()) != static_cast<Py_ssize_t>(names.size())) return false;
  const InlinePairs own = InlinePairs::of(instance);
  const InlinePairs of_dict = InlinePairs::of_dict(dict.get());
  const InlinePairs copied = InlinePairs::of_dict(copy.get());
  if (own.size() != names.size() || of_dict.size() != names.size() ||
      (copied && copied.size() != names.size()))
    return false;
  Py_ssize_t at = 0;
  for (size_t i = 0; i < names.size(); ++i) {
    PyObject *key, *value;
    const Ref read = steal(PyObject_GetAttr(instance, names[i]));
    if (!PyDict_Next(dict.get(), &at, &key, &value) || key != names[i] || read.get() != value ||
        own[i].key != key || own[i].value != value || of_dict[i].value != value ||
        (copied && copied[i].value != value))
      return false;
  }
  return true;
}

/// Whether an instance that put() has filled is as one whose attributes were set one by one, in an
/// order that is not that of the names.
bool is_recognised() {
  const Ref cls = made_class();
  const Ref names[] = {steal(PyUnicode_InternFromString("a")),
                       steal(PyUnicode_InternFromString("b")),
                       steal(PyUnicode_InternFromString("c"))};
  if (!cls || !names[0] || !names[1] || !names[2]) return false;
  const Borrowed in_order[] = {names[0].get(), names[1].get(), names[2].get()};
  const Borrowed reversed[] = {names[2].get(), names[1].get(), names[0].get()};
  auto* const type = reinterpret_cast<PyTypeObject*>(cls.get());
  InlinePlaces forwards, backwards;
  if (!has_inline_values(type) ||
      !forwards.init(type, 3, [&](uint32_t i) { return in_order[i]; }) ||
      !backwards.init(type, 3, [&](uint32_t i) { return reversed[i]; }) || !forwards || !backwards)
    return false;
  const Ref usual = steal(PyType_GenericAlloc(type, 0));
  const Ref made = new_bare_instance(type);
  if (!usual || !made || !backwards.fits(usual.get()) || !backwards.fits(made.get())) return false;
  PyObject_GC_Track(made.get());
  Ref values[] = {borrow(Py_True), borrow(Py_False), borrow(Py_None)};
  for (size_t i = 0; i < 3; ++i) {
    if (PyObject_SetAttr(usual.get(), reversed[i], values[i].get()) < 0) return false;
  }
  backwards.put(made.get(), values);
  if (!has_all(usual.get(), reversed) || !has_all(made.get(), reversed) ||
      backwards.all_of(InlinePairs::of(made.get())) == nullptr ||
      forwards.all_of(InlinePairs::of(made.get())) != nullptr ||
      PyObject_DelAttr(made.get(), names[1].get()) < 0)
    return false;
  const InlinePairs left = InlinePairs::of(made.get());
  return !forwards.fits(made.get()) && left.size() == 2 && left[1].key == names[0].get();
}

}  // namespace

void init_inline_values() {
  inline_values_known = false;
  if (!kInstancesKeepValues || !dict_layout_known || !instance_layout_known) return;
  inline_values_known = true;  // which the check asks
  inline_values_known = is_recognised();
  PyErr_Clear();
}

}  // namespace pydantic_core::py
