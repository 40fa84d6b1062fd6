// py/layout/blank_dict.cc: see blank_dict.h.
#include "py/layout/blank_dict.h"

#include <cstring>

#include "py/sync.h"

namespace pydantic_core::py {

bool BlankDict::copy_of(Borrowed like, uint32_t count, Ref& out) {
  if (!dict_layout_known || count == 0 || !PyDict_CheckExact(like)) return true;
  // Copying the dict and then replacing keys and values is cheaper than inserting.
  out = steal(PyDict_Copy(like));
  if (!out) return false;
  Py_ssize_t places = 0;
  if (pairs_of_own(out.get(), places) == nullptr || places != static_cast<Py_ssize_t>(count))
    out.reset();
  return true;
}

bool BlankDict::put_name(DictPair& pair, Borrowed name) {
  if (pair.value == nullptr || !is_same_key(pair.key, name)) return false;
  if (pair.key != name) Py_SETREF(pair.key, Py_NewRef(name));
  Py_SETREF(pair.value, Py_NewRef(Py_None));
  return true;
}

void BlankDict::keep(Ref blank) {
  Py_ssize_t count = 0;
  const DictPair* pairs = pairs_of_own(blank.get(), count);
  for (Py_ssize_t i = 0; i < count; ++i)
    immortal_ = immortal_ && PyUnstable_IsImmortal(pairs[i].key) != 0;
  PyObject_GC_UnTrack(blank.get());
  blank_ = std::move(blank);
}

Ref BlankDict::fill(Ref* values) const {
  Ref dict = steal(PyDict_New());
  if (!dict) return {};
  const auto* from =
      reinterpret_cast<detail::DictKeys*>(reinterpret_cast<PyDictObject*>(blank_.get())->ma_keys);
  const size_t places = static_cast<size_t>(detail::places_of(*from));
  const size_t head = sizeof(detail::DictKeys) + (size_t{1} << from->log2_index_bytes);
  auto* keys = static_cast<detail::DictKeys*>(allocate_dict_keys(head + places * sizeof(DictPair)));
  if (keys == nullptr) {
    PyErr_NoMemory();
    return {};
  }
  std::memcpy(keys, from, head);
  keys->version = 0;
  const DictPair* const names = detail::first_pair(from);
  DictPair* const pairs = detail::first_pair(keys);
  const auto count = static_cast<size_t>(from->count);
  bool may_be_cyclic = false;
  for (size_t i = 0; i < count; ++i) {
    PyObject* const value = values[i].release();
    pairs[i] = {immortal_ ? names[i].key : Py_NewRef(names[i].key), value};
    if constexpr (!kDictsAreTracked) may_be_cyclic |= PyType_IS_GC(Py_TYPE(value)) != 0;
  }
  std::memset(pairs + count, 0, (places - count) * sizeof(DictPair));
  auto* object = reinterpret_cast<PyDictObject*>(dict.get());
  release_empty_dict_keys(object->ma_keys);
  object->ma_keys = reinterpret_cast<PyDictKeysObject*>(keys);
  object->ma_used = from->count;
  // Before 3.14 a dict is tracked only if it holds a value that the collector must know.
  if (may_be_cyclic) PyObject_GC_Track(dict.get());
  return dict;
}

}  // namespace pydantic_core::py
