// py/set_copy.cc: see set_copy.h.
#include "py/set_copy.h"

#include <cstddef>
#include <cstring>

namespace pydantic_core::py {

Ref copy_of_pattern(Borrowed pattern) {
  if constexpr (!kSetLayoutOf310) return steal(PySet_New(pattern));
  const auto* from = reinterpret_cast<const PySetObject*>(pattern);
  setentry* table = nullptr;
  if (from->table != from->smalltable) {
    const size_t size = (static_cast<size_t>(from->mask) + 1) * sizeof(setentry);
    table = static_cast<setentry*>(PyMem_Malloc(size));
    if (table == nullptr) return PyErr_NoMemory(), Ref();
    std::memcpy(table, from->table, size);
  }
  auto* to = PyObject_GC_New(PySetObject, &PySet_Type);
  if (to == nullptr) return PyMem_Free(table), Ref();
  constexpr size_t kHead = offsetof(PySetObject, fill);
  std::memcpy(reinterpret_cast<char*>(to) + kHead, reinterpret_cast<const char*>(from) + kHead,
              sizeof(PySetObject) - kHead);
  to->table = table != nullptr ? table : to->smalltable;
  to->weakreflist = nullptr;
  setentry* entry = to->table;
  for (Py_ssize_t left = to->used; left > 0; ++entry) {
    if (entry->key == nullptr) continue;
    Py_INCREF(entry->key);
    --left;
  }
  PyObject_GC_Track(to);
  return steal(reinterpret_cast<PyObject*>(to));
}

}  // namespace pydantic_core::py
