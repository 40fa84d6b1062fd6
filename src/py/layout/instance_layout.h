// py/layout/instance_layout.h: direct access to the `__dict__` of instances of ordinary classes.
//
// Since 3.13 an instance has a pointer to its `__dict__` in front of it. Its first attributes may
// be stored behind it instead (inline values), until a dict is asked for: in classes without slots,
// and since 3.14 also in classes with slots, such as models. Setting the pointer of a new instance
// saves calling the descriptor, and an instance whose members are all set at once need not be
// cleared first.
//
// This is CPython's own layout. Importing the module checks it on classes made for the purpose. If
// it is another, has_dict_pointer() is false for every class and callers use the public functions.
#pragma once

#include "py/layout/collector.h"

namespace pydantic_core::py {

/// Whether the layout was recognised; set once at import.
extern constinit bool instance_layout_known;

void init_instance_layout();

namespace detail {

/// CPython's PyDictValues: the head of the inline values behind an instance. They are in use as
/// long as `valid` is not 0.
struct InlineValues {
  uint8_t capacity;
  uint8_t size;
  uint8_t embedded;
  uint8_t valid;
};

/// Precondition: has_inline_values() of its class.
inline InlineValues& inline_values(Borrowed instance) {
  return *reinterpret_cast<InlineValues*>(reinterpret_cast<char*>(instance) +
                                          Py_TYPE(instance)->tp_basicsize);
}

/// The pointer to the `__dict__`.
inline PyObject*& dict_of(Borrowed instance) {
  return reinterpret_cast<PyObject**>(instance)[kManagedDictOffset];
}

}  // namespace detail

/// Whether the functions below work for instances of that class.
inline bool has_dict_pointer(PyTypeObject* cls) {
  return instance_layout_known && has_managed_dict(cls);
}

/// What the attribute `__dict__` is of the instances of a class.
struct DictAttribute {
  /// The function that sets it; nullptr where the class has something of its own under that name.
  /// PyObject_GenericSetDict is no substitute: it corrupts instances whose values CPython keeps
  /// inline.
  setter set = nullptr;
  /// Whether it is the pointer that the functions below read and write.
  bool is_pointer = false;
};

/// Finds it without running Python code. Never fails.
DictAttribute find_dict_attribute(PyTypeObject* cls);

/// Whether instances of the class consist of `count` slots, beside a dict in front of them.
bool has_slots_alone(PyTypeObject* cls, int count);

/// A new instance of such a class, without a dict. The collector does not track it yet, and its
/// members are uninitialised. Empty with MemoryError set.
inline Ref new_bare_instance(PyTypeObject* cls) {
  // The room for inline values is CPython's to make.
  if (kInstancesKeepValues) return steal(_PyObject_GC_New(cls));
  // In front of the links are the pointers to its dict and to its weak references.
  return steal(new_untracked(cls, static_cast<size_t>(cls->tp_basicsize), 2));
}

/// Sets the `__dict__` of a new instance of such a class, on which no attribute has been set yet.
inline void put_dict(Borrowed instance, Ref dict) {
  detail::dict_of(instance) = dict.release();
  if (has_inline_values(Py_TYPE(instance))) detail::inline_values(instance).valid = 0;
}

/// The `__dict__` of an instance of such a class; nullptr while its attributes are inline values.
/// Without the GIL always nullptr, as another thread may set it meanwhile.
inline Borrowed peek_dict(Borrowed instance) {
  if (kFreeThreaded) return nullptr;
  const bool is_apart =
      !has_inline_values(Py_TYPE(instance)) || !detail::inline_values(instance).valid;
  return is_apart ? detail::dict_of(instance) : nullptr;
}

/// Sets the `__dict__` of an instance of such a class. False, with nothing changed, when the
/// descriptor must do that.
[[nodiscard]] inline bool set_dict(Borrowed instance, Borrowed dict) {
  if (kFreeThreaded) return false;
  PyObject*& pointer = detail::dict_of(instance);
  if (has_inline_values(Py_TYPE(instance)) && detail::inline_values(instance).valid) {
    if (pointer != nullptr || detail::inline_values(instance).size != 0) return false;
    put_dict(instance, borrow(dict));
    return true;
  }
  const Ref old = steal(std::exchange(pointer, Py_NewRef(dict)));
  return true;
}

}  // namespace pydantic_core::py
