// py/layout/blank_set.cc: see blank_set.h.
#include "py/layout/blank_set.h"

#include <cstddef>
#include <cstring>

namespace pydantic_core::py {

constinit bool set_layout_known = false;

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

/// A set of `size` strs.
Ref made_set(Py_ssize_t size) {
  Ref made = steal(PySet_New(nullptr));
  for (Py_ssize_t i = 0; made && i < size; ++i) {
    const Ref key = steal(PyUnicode_FromFormat("key %zd", i));
    if (!key || PySet_Add(made.get(), key.get()) < 0) return {};
  }
  return made;
}

/// Whether a set with `size` keys has them where copy() would look, and whether its own table is
/// where copy() would put one.
bool is_recognised(Py_ssize_t size, bool has_own_table) {
  const Ref made = made_set(size);
  if (!made || !PyObject_GC_IsTracked(made.get())) return false;
  const auto* set = reinterpret_cast<const PySetObject*>(made.get());
  if (set->used != size || set->fill != size || set->mask < size || set->hash != -1 ||
      set->weakreflist != nullptr || (set->table == set->smalltable) != has_own_table ||
      (set->mask < PySet_MINSIZE) != has_own_table) {
    return false;
  }
  Py_ssize_t found = 0;
  for (Py_ssize_t i = 0; i <= set->mask; ++i) {
    PyObject* const key = set->table[i].key;
    if (key == nullptr) continue;
    if (!PyUnicode_CheckExact(key) || set->table[i].hash != PyObject_Hash(key)) return false;
    ++found;
  }
  return found == size;
}

}  // namespace

void init_set_layout() {
  if (!kSetLayoutOf310) return;
  set_layout_known = is_recognised(0, true) && is_recognised(3, true) && is_recognised(40, false);
  PyErr_Clear();
}

void BlankSet::init(Ref keys) {
  keys_ = std::move(keys);
  if (!set_layout_known) return;
  immortal_ = true;
  each_key(reinterpret_cast<PySetObject*>(keys_.get()),
           [&](PyObject* key) { immortal_ = immortal_ && PyUnstable_IsImmortal(key) != 0; });
}

Ref BlankSet::copy() const {
  if (!set_layout_known) [[unlikely]]
    return steal(PySet_New(keys_.get()));
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
