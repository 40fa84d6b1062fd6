// py/layout/set_items.h: the items of a set, read where they lie.
//
// CPython's iterator costs an object, and two calls for each item. Its rules are kept: it goes on
// where it was when the set is changed, and a set of another size is an error. A place whose item
// was removed has no hash; that was recognised with the rest of the layout (blank_set.h).
#pragma once

#include "py/error.h"
#include "py/layout/blank_set.h"

namespace pydantic_core::py {

/// Calls work(item), a bool, for each item of a set or frozenset, or of what an instance of a
/// subclass says that it contains. The caller keeps the set alive; `work` may change it. False with
/// an exception set.
template <class Work>
[[nodiscard]] bool each_set_item(Borrowed object, Work&& work) {
  if (kFreeThreaded || !set_layout_known || !PyAnySet_CheckExact(object)) [[unlikely]] {
    const Ref iterator = steal(PyObject_GetIter(object));
    if (!iterator) return false;
    while (const Ref item = steal(PyIter_Next(iterator.get()))) {
      if (!work(item.get())) return false;
    }
    return PyErr_Occurred() == nullptr;
  }
  const auto* const set = reinterpret_cast<const PySetObject*>(static_cast<PyObject*>(object));
  const Py_ssize_t size = set->used;
  for (Py_ssize_t at = 0; at <= set->mask; ++at) {
    const setentry& entry = set->table[at];
    if (entry.key == nullptr || entry.hash == -1) continue;
    const Ref item = borrow(entry.key);
    if (!work(item.get())) return false;
    if (set->used != size) [[unlikely]]
      return raise(PyExc_RuntimeError, "Set changed size during iteration");
  }
  return true;
}

}  // namespace pydantic_core::py
