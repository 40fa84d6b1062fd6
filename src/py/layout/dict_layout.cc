// py/layout/dict_layout.cc: see dict_layout.h.
#include "py/layout/dict_layout.h"

namespace pydantic_core::py {

constinit bool dict_layout_known = false;

namespace {

/// Whether a new dict is as BlankDict::fill() expects: tracked by the collector or not, and without
/// an array of values.
bool is_new_dict_recognised() {
  const Ref made = steal(PyDict_New());
  return made && (PyObject_GC_IsTracked(made.get()) != 0) == kDictsAreTracked &&
         reinterpret_cast<PyDictObject*>(made.get())->ma_values == nullptr;
}

/// Whether a copy of a dict with `size` made keys has its pairs where pairs_of would look.
bool is_recognised(Py_ssize_t size) {
  const Ref made = steal(PyDict_New());
  for (Py_ssize_t i = 0; i < size; ++i) {
    const Ref key = steal(PyUnicode_FromFormat("key %zd", i));
    if (!made || !key || PyDict_SetItem(made.get(), key.get(), Py_None) < 0) return false;
  }
  const Ref copy = steal(PyDict_Copy(made.get()));
  if (!copy) return false;
  auto* object = reinterpret_cast<PyDictObject*>(copy.get());
  auto* keys = reinterpret_cast<detail::DictKeys*>(object->ma_keys);
  const Py_ssize_t table = Py_ssize_t{1} << keys->log2_size;
  if (object->ma_values != nullptr || keys->refcount != 1 || keys->kind != 1 ||
      keys->count != size || table < size || table > 4 * size + 8 ||
      (Py_ssize_t{1} << keys->log2_index_bytes) != table ||
      keys->usable + size != detail::places_of(*keys)) {
    return false;
  }
  const DictPair* pair = detail::first_pair(keys);
  Py_ssize_t at = 0;
  for (PyObject *key, *value; PyDict_Next(copy.get(), &at, &key, &value); ++pair) {
    if (pair->key != key || pair->value != value) return false;
  }
  return true;
}

}  // namespace

void init_dict_layout() {
  if (!kDictLayoutOf311) return;
  dict_layout_known =
      is_new_dict_recognised() && is_recognised(2) && is_recognised(7) && is_recognised(40);
  PyErr_Clear();
}

}  // namespace pydantic_core::py
