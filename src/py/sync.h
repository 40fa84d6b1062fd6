// py/sync.h: what differs between builds with and without the GIL.
//
// Borrowed reads of dicts and lists are safe under the GIL as long as no Python code runs in
// between; without it another thread may change the container at any time. Only here are such reads
// made, under the container's critical section.
#pragma once

#include <iterator>
#include <span>

#include "base/utf8.h"
#include "py/layout/dict_layout.h"
#include "py/ref.h"

namespace pydantic_core::py {

#ifdef Py_GIL_DISABLED
#define PC_LOCK(object) Py_BEGIN_CRITICAL_SECTION(object)
#define PC_UNLOCK() Py_END_CRITICAL_SECTION()
#else
#define PC_LOCK(object) {
#define PC_UNLOCK() }
#endif

/// PyDict_Next for dicts whose pairs are not known: a call of its own, so that callers keep what
/// they have in registers.
[[gnu::noinline]] inline bool next_pair_of(Borrowed dict, Py_ssize_t& at, Borrowed& key,
                                           Borrowed& value) {
  PyObject *k = nullptr, *v = nullptr;
  if (!PyDict_Next(dict, &at, &k, &v)) return false;
  key = k;
  value = v;
  return true;
}

/// The next pair of a dict, unheld: for builds with the GIL, or under the lock, and while no Python
/// code runs. `at` starts at 0. False at the end.
inline bool dict_next_unheld(Borrowed dict, Py_ssize_t& at, Borrowed& key, Borrowed& value) {
  Py_ssize_t count;
  if (const DictPair* pairs = pairs_of(dict, count)) [[likely]] {
    for (; at < count; ++at) {
      if (pairs[at].value == nullptr) continue;
      key = pairs[at].key;
      value = pairs[at++].value;
      return true;
    }
    return false;
  }
  return next_pair_of(dict, at, key, value);
}

/// The same, held.
inline bool dict_next(Borrowed dict, Py_ssize_t& at, Ref& key, Ref& value) {
  PyObject *k = nullptr, *v = nullptr;
  PC_LOCK(dict);
  if (dict_next_unheld(dict, at, k, v)) {
    Py_INCREF(k);
    Py_INCREF(v);
  }
  PC_UNLOCK();
  if (k == nullptr) return false;
  // The new key and value are held first, as releasing the last ones may run code that changes the
  // dict.
  Ref next_value = steal(v);
  key = steal(k);
  value = std::move(next_value);
  return true;
}

/// The bits bit_of(key) of all keys of a dict, or `otherwise` where some key is no interned str.
/// bit_of() must run no Python code.
template <class BitOf>
[[gnu::noinline]] uint64_t bits_of_keys_held(Borrowed dict, uint64_t otherwise, BitOf bit_of) {
  uint64_t bits = 0;
  bool all = true;
  Py_ssize_t at = 0;
  PyObject* key = nullptr;
  PC_LOCK(dict);
  while (all && PyDict_Next(dict, &at, &key, nullptr)) {
    all = PyUnicode_CheckExact(key) && PyUnicode_CHECK_INTERNED(key);
    bits |= bit_of(key);
  }
  PC_UNLOCK();
  return all ? bits : otherwise;
}
template <class BitOf>
uint64_t bits_of_keys(Borrowed dict, uint64_t otherwise, BitOf bit_of) {
  Py_ssize_t count;
  const DictPair* pair = pairs_of(dict, count);
  if (pair == nullptr) [[unlikely]]
    return bits_of_keys_held(dict, otherwise, bit_of);
  uint64_t bits = 0;
  for (const DictPair* const end = pair + count; pair != end; ++pair) {
    if (pair->value == nullptr) continue;
    if (!PyUnicode_CHECK_INTERNED(pair->key)) return otherwise;  // str are all that there are
    bits |= bit_of(pair->key);
  }
  return bits;
}

/// Looks an interned key up in a small dict all of whose keys are interned, by their addresses,
/// without hashing: `value` is borrowed, nullptr for a missing key. False where the pairs are not
/// known.
[[nodiscard]] inline bool find_interned_key(Borrowed dict, Borrowed key, Borrowed& value) {
  Py_ssize_t count;
  const DictPair* pair = pairs_of(dict, count);
  if (pair == nullptr) return false;
  value = nullptr;
  // A deleted pair has no key.
  for (const DictPair* const end = pair + count; pair != end; ++pair) {
    if (pair->key != key) continue;
    value = pair->value;
    break;
  }
  return true;
}

/// Whether two keys are the same str, or exact ones with the same text.
inline bool is_same_key(Borrowed a, Borrowed b) {
  if (a == b) return true;
  return PyUnicode_CheckExact(a) && PyUnicode_CheckExact(b) &&
         PyUnicode_GET_LENGTH(a) == PyUnicode_GET_LENGTH(b) &&
         PyUnicode_KIND(a) == PyUnicode_KIND(b) &&
         utf8::is_same(static_cast<const char*>(PyUnicode_DATA(a)),
                       static_cast<const char*>(PyUnicode_DATA(b)),
                       static_cast<size_t>(PyUnicode_GET_LENGTH(a)) * PyUnicode_KIND(a));
}

/// The value of the pair at `at` of an exact dict, if it has this key (a str); `at` then goes on to
/// the next pair. Else an empty Ref, without an exception.
[[gnu::always_inline]] inline Ref dict_next_if(Borrowed dict, Py_ssize_t& at, Borrowed key) {
  Py_ssize_t count;
  if (const DictPair* pairs = pairs_of(dict, count)) {
    if (at >= count || pairs[at].value == nullptr || !is_same_key(pairs[at].key, key)) return {};
    return borrow(pairs[at++].value);
  }
  PyObject *k = nullptr, *v = nullptr;
  Py_ssize_t next = at;
  Ref value;
  PC_LOCK(dict);
  if (PyDict_Next(dict, &next, &k, &v) && is_same_key(k, key)) {
    value = borrow(v);
    at = next;
  }
  PC_UNLOCK();
  return value;
}

/// A borrowed value of a dict that is ours alone and does not change any more: a look-up table.
/// nullptr with an exception set when hashing or comparing the key failed, without one when the key
/// is missing.
inline Borrowed own_dict_item(Borrowed dict, Borrowed key) {
  return PyDict_GetItemWithError(dict, key);
}

/// A borrowed item of a list that is ours alone.
inline Borrowed own_list_item(Borrowed list, Py_ssize_t index) {
  return PyList_GET_ITEM(list, index);
}
/// Whether `holds` holds for each pair of a dict that is ours alone. It must run no Python code.
template <class Holds>
bool all_own_pairs(Borrowed dict, Holds&& holds) {
  Py_ssize_t at = 0;
  PyObject *key, *value;
  while (dict_next_unheld(dict, at, key, value)) {
    if (!holds(key, value)) return false;
  }
  return true;
}
/// Whether `holds` holds for each item of a list that is ours alone.
template <class Holds>
bool all_own_items(Borrowed list, Holds&& holds) {
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); ++i) {
    if (!holds(PyList_GET_ITEM(list, i))) return false;
  }
  return true;
}

/// The item at `index`, or empty without an exception when the list has become shorter.
inline Ref list_item(Borrowed list, Py_ssize_t index) {
#ifdef Py_GIL_DISABLED
  Ref item = steal(PyList_GetItemRef(list, index));
  if (!item) PyErr_Clear();
  return item;
#else
  return index < PyList_GET_SIZE(list) ? borrow(PyList_GET_ITEM(list, index)) : Ref();
#endif
}

/// The items of a list for a range-based for, each held in its turn. A list that changes meanwhile
/// is walked as far as it goes.
class ListItems {
 public:
  explicit ListItems(Borrowed list) : list_(list) {}

  class Iterator {
   public:
    explicit Iterator(Borrowed list) : list_(list), item_(list_item(list, 0)) {}
    const Ref& operator*() const { return item_; }
    void operator++() { item_ = list_item(list_, ++at_); }
    bool operator!=(std::default_sentinel_t) const { return static_cast<bool>(item_); }

   private:
    Borrowed list_;
    Ref item_;
    Py_ssize_t at_ = 0;
  };
  Iterator begin() const { return Iterator(list_); }
  std::default_sentinel_t end() const { return {}; }

 private:
  Borrowed list_;
};

/// The items of a list from `first` to before `last`, as far as they are there and lie still until
/// Python code runs; none without the GIL.
inline std::span<PyObject* const> list_items(Borrowed list, Py_ssize_t first, Py_ssize_t last) {
  if (last > PyList_GET_SIZE(list)) last = PyList_GET_SIZE(list);
  if (kFreeThreaded || last <= first) return {};
  return {reinterpret_cast<PyListObject*>(list)->ob_item + first,
          static_cast<size_t>(last - first)};
}

/// A flag that guards a few instructions; free under the GIL.
class SpinFlag {
 public:
#ifdef Py_GIL_DISABLED
  bool try_lock() { return !__atomic_test_and_set(&flag_, __ATOMIC_ACQUIRE); }
  void unlock() { __atomic_clear(&flag_, __ATOMIC_RELEASE); }

 private:
  bool flag_ = false;
#else
  bool try_lock() { return true; }
  void unlock() {}
#endif
};

}  // namespace pydantic_core::py
