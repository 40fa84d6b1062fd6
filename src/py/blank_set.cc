// py/blank_set.cc: see blank_set.h.
#include "py/blank_set.h"

#include <cstddef>
#include <cstring>

namespace pydantic_core::py {
namespace {

/// f(key) for each key of a set.
template <class F>
void each_key(const PySetObject* set, F&& f) {
  const setentry* entry = set->table;
  for (Py_ssize_t left = set->used; left > 0; ++entry) {
    if (entry->key == nullptr) continue;
    f(entry->key);
    --left;
  }
}

}  // namespace

void BlankSet::init(Ref keys) {
  keys_ = std::move(keys);
  if constexpr (!kSetLayoutOf310) return;
  immortal_ = true;
  each_key(reinterpret_cast<PySetObject*>(keys_.get()),
           [&](PyObject* key) { immortal_ = immortal_ && PyUnstable_IsImmortal(key) != 0; });
}

Ref BlankSet::copy() const {
  if constexpr (!kSetLayoutOf310) return steal(PySet_New(keys_.get()));
  const auto* from = reinterpret_cast<const PySetObject*>(keys_.get());
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
  if (!immortal_) each_key(to, [](PyObject* key) { Py_INCREF(key); });
  PyObject_GC_Track(to);
  return steal(reinterpret_cast<PyObject*>(to));
}

}  // namespace pydantic_core::py
