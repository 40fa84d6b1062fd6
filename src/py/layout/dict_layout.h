// py/layout/dict_layout.h: direct access to the pairs of a dict.
//
// The public functions look each key up in the hash table. In a dict that is walked in order, or
// that is made from a blank (blank_dict.h), the place of a pair is known without that. The place is
// part of CPython's own layout, which has been the same since 3.11. Importing the module checks it
// on dicts made for the purpose. If it is another, both functions below return nullptr and callers
// use the public functions.
//
// Without the GIL, other threads may change a dict at any time: pairs_of() then returns nullptr.
// pairs_of_own() works there too, for dicts that no other thread can reach.
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
  uint8_t kind;   // 0: some key is no str, and the pairs contain hashes as well
  uint8_t mutex;  // without the GIL, for keys that instances share
  uint32_t version;
  Py_ssize_t usable;
  Py_ssize_t count;
};

/// The bytes in front of the first pair.
inline size_t head_size_of(const DictKeys& keys) {
  return sizeof keys + (size_t{1} << keys.log2_index_bytes);
}

inline DictPair* first_pair(DictKeys* keys) {
  return reinterpret_cast<DictPair*>(reinterpret_cast<char*>(keys) + head_size_of(*keys));
}
inline const DictPair* first_pair(const DictKeys* keys) {
  return first_pair(const_cast<DictKeys*>(keys));
}

/// How many pairs the table has room for, including those that it contains.
inline Py_ssize_t places_of(const DictKeys& keys) { return (Py_ssize_t{2} << keys.log2_size) / 3; }

/// The bytes of the whole table.
inline size_t size_of(const DictKeys& keys) {
  return head_size_of(keys) + static_cast<size_t>(places_of(keys)) * sizeof(DictPair);
}

}  // namespace detail

/// The pairs of an exact dict whose keys are all str, in their order; `count` is the number of
/// places, including those of deleted pairs. nullptr when a key is no str or the layout is not the
/// known one. The pointer is valid until the dict changes. No other thread may change the dict
/// meanwhile.
inline DictPair* pairs_of_own(Borrowed dict, Py_ssize_t& count) {
  auto* object = reinterpret_cast<PyDictObject*>(dict);
  if (!dict_layout_known || object->ma_values != nullptr) return nullptr;
  auto* keys = reinterpret_cast<detail::DictKeys*>(object->ma_keys);
  if (keys->kind == 0) return nullptr;
  count = keys->count;
  return detail::first_pair(keys);
}

/// The same for any exact dict. The pointer is valid until Python code runs. nullptr without the
/// GIL.
inline DictPair* pairs_of(Borrowed dict, Py_ssize_t& count) {
  if constexpr (kFreeThreaded) return nullptr;
  return pairs_of_own(dict, count);
}

}  // namespace pydantic_core::py
