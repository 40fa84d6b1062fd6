// py/layout/instance_layout.h: instances of ordinary classes, made and read where their `__dict__`
// lies.
//
// Since 3.13 the `__dict__` of an instance is a pointer in front of it, and its first attributes
// may lie behind it, without a dict, until somebody asks for one: with classes without slots, and
// since 3.14 with those that have slots, such as models, as well. Setting the pointer of a new
// instance spares the descriptor, and an instance all of whose members are set at once need not be
// cleared before. That is CPython's own layout: importing the module checks it on classes made for
// that; where it is another, no class has such a pointer and callers go the public way.
#pragma once

#include "py/ref.h"

namespace pydantic_core::py {

/// Whether the layout was recognised; set once at import.
extern constinit bool instance_layout_known;

void init_instance_layout();

namespace detail {

/// What CPython calls PyDictValues: the values behind an instance, which follow. They hold as long
/// as `valid` is not 0.
struct InlineValues {
  uint8_t capacity;
  uint8_t size;
  uint8_t embedded;
  uint8_t valid;
};

/// Those of an instance whose class has them.
inline InlineValues& inline_values(Borrowed instance) {
  return *reinterpret_cast<InlineValues*>(reinterpret_cast<char*>(instance) +
                                          Py_TYPE(instance)->tp_basicsize);
}

/// The pointer itself.
inline PyObject*& dict_of(Borrowed instance) {
  return reinterpret_cast<PyObject**>(instance)[kManagedDictOffset];
}

}  // namespace detail

/// Whether instances of that class have a pointer to their `__dict__` in front that the functions
/// below understand.
inline bool has_dict_pointer(PyTypeObject* cls) {
  return instance_layout_known && has_managed_dict(cls);
}

/// A new instance of such a class that the collector does not know yet, and whose members are not
/// even nullptr; there is no dict. Empty with MemoryError set.
inline Ref new_bare_instance(PyTypeObject* cls) { return steal(_PyObject_GC_New(cls)); }

/// Gives a new instance of such a class, in which nobody has set an attribute yet, its `__dict__`.
inline void put_dict(Borrowed instance, Ref dict) {
  detail::dict_of(instance) = dict.release();
  if (has_inline_values(Py_TYPE(instance))) detail::inline_values(instance).valid = 0;
}

/// The `__dict__` of an instance of such a class; nullptr where it has none that is apart from
/// values behind it, and without the GIL, where another thread may set it meanwhile.
inline Borrowed peek_dict(Borrowed instance) {
  if (kFreeThreaded) return nullptr;
  const bool is_apart =
      !has_inline_values(Py_TYPE(instance)) || !detail::inline_values(instance).valid;
  return is_apart ? detail::dict_of(instance) : nullptr;
}

/// Sets the `__dict__` of an instance of such a class; false where the descriptor must do that.
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
