// py/layout/blank_set.cc: see blank_set.h.
#include "py/layout/blank_set.h"

#include <cstring>

#include "py/layout/collector.h"
#include "py/no_memory.h"

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

/// Where CPython looks for a key: in some neighbouring places, or else further on. The entry is
/// that of the key or an empty one, for the table has room.
setentry& place_of(setentry* table, size_t mask, Borrowed key, Py_hash_t hash) {
  constexpr size_t kInARow = 10;
  auto rest = static_cast<size_t>(hash);
  for (size_t at = rest & mask;; at = (at * 5 + 1 + rest) & mask) {
    const size_t tried = at + kInARow - 1 <= mask ? kInARow : 1;
    for (size_t i = 0; i < tried; ++i) {
      setentry& entry = table[at + i];
      if (entry.key == nullptr || entry.key == key) return entry;
    }
    rest >>= 5;
  }
}

/// An empty set with the smallest table for so many keys. Empty with MemoryError set.
Ref new_set(uint32_t count) {
  Ref made = steal(PySet_New(nullptr));
  size_t places = PySet_MINSIZE;
  while (places * 5 < size_t{count} * 8) places *= 2;
  if (!made || places == PySet_MINSIZE) return made;
  auto* table = static_cast<setentry*>(PyMem_Calloc(places, sizeof(setentry)));
  if (table == nullptr) return no_memory();
  auto* set = reinterpret_cast<PySetObject*>(made.get());
  set->table = table;
  set->mask = static_cast<Py_ssize_t>(places - 1);
  return made;
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

/// Whether a set with `size` keys has them where copy() reads them. `has_own_table`: whether its
/// table must be the one inside the object.
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

/// Whether the place of a key that was removed is told by its hash.
bool is_removal_recognised() {
  const Ref made = made_set(3);
  if (!made) return false;
  const auto* set = reinterpret_cast<const PySetObject*>(made.get());
  Py_ssize_t at = 0;
  while (set->table[at].key == nullptr) ++at;
  const Ref key = borrow(set->table[at].key);
  return PySet_Discard(made.get(), key.get()) == 1 && set->table[at].key != nullptr &&
         set->table[at].hash == -1 && set->used == 2;
}

/// Puts a key into a table that has room. False where it is there already.
bool put(PySetObject* set, Borrowed key) {
  const Py_hash_t hash = PyObject_Hash(key);  // which a str has
  setentry& entry = place_of(set->table, static_cast<size_t>(set->mask), key, hash);
  if (entry.key != nullptr) return false;
  entry = {Py_NewRef(key), hash};
  set->fill = ++set->used;
  return true;
}

/// Whether CPython finds the keys of a compact set, and no other key, and can add one.
bool is_compact_recognised(uint32_t size, Py_ssize_t places) {
  const Ref keys = made_set(size);
  const Ref other = keys ? steal(PyUnicode_FromString("another")) : Ref();
  const Ref made = other ? new_set(size) : Ref();
  if (!made) return false;
  auto* set = reinterpret_cast<PySetObject*>(made.get());
  if (set->mask != places - 1) return false;
  uint32_t found = 0;
  each_key(reinterpret_cast<PySetObject*>(keys.get()), [&](PyObject* key) {
    found += put(set, key) && !put(set, key) && PySet_Contains(made.get(), key) == 1;
  });
  return found == size && PySet_Contains(made.get(), other.get()) == 0 &&
         PySet_Add(made.get(), other.get()) == 0 &&
         PySet_GET_SIZE(made.get()) == static_cast<Py_ssize_t>(size) + 1;
}

}  // namespace

void init_set_layout() {
  if (!kSetLayoutOf310) return;
  set_layout_known = is_recognised(0, true) && is_recognised(3, true) && is_recognised(40, false) &&
                     is_removal_recognised() && is_compact_recognised(5, 8) &&
                     is_compact_recognised(10, 16) && is_compact_recognised(20, 32) &&
                     is_compact_recognised(40, 64);
  PyErr_Clear();
}

bool BlankSet::start(uint32_t count, bool interned) {
  direct_ = immortal_ = set_layout_known && interned;
  keys_ = direct_ ? new_set(count) : steal(PySet_New(nullptr));
  return static_cast<bool>(keys_);
}

bool BlankSet::add(Borrowed name) {
  if (!direct_) return PySet_Add(keys_.get(), name) == 0;
  put(reinterpret_cast<PySetObject*>(keys_.get()), name);
  immortal_ = immortal_ && PyUnstable_IsImmortal(name) != 0;
  return true;
}

Ref BlankSet::copy() const {
  if (!set_layout_known) [[unlikely]]
    return steal(PySet_New(keys_.get()));
  const auto* from = reinterpret_cast<const PySetObject*>(keys_.get());
  setentry* table = nullptr;
  if (from->table != from->smalltable) {
    const size_t size = (static_cast<size_t>(from->mask) + 1) * sizeof(setentry);
    table = static_cast<setentry*>(PyMem_Malloc(size));
    if (table == nullptr) {
      PyErr_NoMemory();
      return {};
    }
    std::memcpy(table, from->table, size);
  }
  auto* const to = new_untracked<PySetObject>(&PySet_Type);
  if (to == nullptr) {
    PyMem_Free(table);
    return {};
  }
  // Member by member: together they are so large that copying them would be a call.
  to->fill = from->fill;
  to->used = from->used;
  to->mask = from->mask;
  to->hash = from->hash;
  to->finger = from->finger;
  if (table != nullptr) {
    to->table = table;  // the small one is not read until it is cleared for use
  } else {
    to->table = to->smalltable;
    std::memcpy(to->smalltable, from->smalltable, sizeof to->smalltable);
  }
  to->weakreflist = nullptr;
  if (!immortal_) each_key(to, [](PyObject* key) { Py_INCREF(key); });
  Ref made = steal(reinterpret_cast<PyObject*>(to));
  track(made.get());
  return made;
}

}  // namespace pydantic_core::py
