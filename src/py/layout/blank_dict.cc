// py/layout/blank_dict.cc: see blank_dict.h.
#include "py/layout/blank_dict.h"

#include <cstring>

#include "py/layout/containers.h"
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
  const DictPair* const pairs = pairs_of_own(blank.get(), count_);
  for (Py_ssize_t i = 0; i < count_; ++i)
    immortal_ = immortal_ && PyUnstable_IsImmortal(pairs[i].key) != 0;
  table_ =
      reinterpret_cast<detail::DictKeys*>(reinterpret_cast<PyDictObject*>(blank.get())->ma_keys);
  head_ = detail::head_size_of(*table_);
  size_ = detail::size_of(*table_);
  PyObject_GC_UnTrack(blank.get());
  blank_ = std::move(blank);
}

Ref BlankDict::fill(Ref* values) const {
  Ref dict = make_dict();
  if (!dict) return {};
  auto* const table = static_cast<char*>(allocate_dict_keys(size_));
  if (table == nullptr) {
    PyErr_NoMemory();
    return {};
  }
  std::memcpy(table, table_, size_);  // also the places behind the names, which are empty
  reinterpret_cast<detail::DictKeys*>(table)->version = 0;
  auto* const pairs = reinterpret_cast<DictPair*>(table + head_);
  unsigned long flags = 0;
  for (Py_ssize_t i = 0; i < count_; ++i) {
    pairs[i].value = values[i].release();
    if constexpr (!kDictsAreTracked) flags |= type_flags(Py_TYPE(pairs[i].value));
  }
  for (Py_ssize_t i = 0; !immortal_ && i < count_; ++i) Py_INCREF(pairs[i].key);
  auto* object = reinterpret_cast<PyDictObject*>(dict.get());
  release_empty_dict_keys(object->ma_keys);
  object->ma_keys = reinterpret_cast<PyDictKeysObject*>(table);
  object->ma_used = count_;
  // Before 3.14 a dict is tracked only if it holds a value that the collector must know.
  if ((flags & Py_TPFLAGS_HAVE_GC) != 0) track(dict.get());
  return dict;
}

}  // namespace pydantic_core::py
