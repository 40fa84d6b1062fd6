// py/layout/dict_layout.h: the pairs of a dict where they lie.
//
// The public functions look a key up in the hash table for each value; in a dict that is walked in
// order, or one that is made of a blank (blank_dict.h), the place is known. It is part of CPython's
// own layout, which has been the same since 3.11. Importing the module checks it on a dict made for
// that; where it is another, pairs_of finds nothing and its callers go the public way. So it does
// without the GIL, where other threads may change the dict meanwhile; a dict that no other thread
// has (pairs_of_own) can be filled there too.
#pragma once

#include <cstdint>

#include "py/ref.h"

namespace pydantic_core::py {

struct DictPair {
  PyObject* key;
  PyObject* value;  ///< nullptr: deleted
};

/// Whether the layout was recognised; set once at import.
extern constinit bool dict_layout_known;

void init_dict_layout();

namespace detail {

/// What CPython calls PyDictKeysObject; an index of 2^log2_index_bytes bytes follows, and then the
/// pairs.
struct DictKeys {
  Py_ssize_t refcount;
  uint8_t log2_size;
  uint8_t log2_index_bytes;
  uint8_t kind;   // 0: keys that are no str, with their hashes beside them
  uint8_t mutex;  // without the GIL, for keys that instances share
  uint32_t version;
  Py_ssize_t usable;
  Py_ssize_t count;
};

inline DictPair* first_pair(DictKeys* keys) {
  char* index = reinterpret_cast<char*>(keys + 1);
  return reinterpret_cast<DictPair*>(index + (size_t{1} << keys->log2_index_bytes));
}
inline const DictPair* first_pair(const DictKeys* keys) {
  return first_pair(const_cast<DictKeys*>(keys));
}

/// How many pairs there is room for, those that are there included.
inline Py_ssize_t places_of(const DictKeys& keys) { return (Py_ssize_t{2} << keys.log2_size) / 3; }

}  // namespace detail

/// The pairs of an exact dict whose keys are all str, in their order, and how many places they
/// take; nullptr when they are not where they are looked for. They move when the dict changes,
/// which no other thread may do.
inline DictPair* pairs_of_own(Borrowed dict, Py_ssize_t& count) {
  auto* object = reinterpret_cast<PyDictObject*>(dict);
  if (!dict_layout_known || object->ma_values != nullptr) return nullptr;
  auto* keys = reinterpret_cast<detail::DictKeys*>(object->ma_keys);
  if (keys->kind == 0) return nullptr;
  count = keys->count;
  return detail::first_pair(keys);
}

/// The same for any dict, as long as no Python code runs: nullptr without the GIL.
inline DictPair* pairs_of(Borrowed dict, Py_ssize_t& count) {
  if constexpr (kFreeThreaded) return nullptr;
  return pairs_of_own(dict, count);
}

}  // namespace pydantic_core::py
