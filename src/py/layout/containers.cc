// py/layout/containers.cc: see containers.h.
#include "py/layout/containers.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>

#include "py/layout/dict_layout.h"
#include "py/no_memory.h"

namespace pydantic_core::py {

constinit bool containers_known = false;

namespace detail {

constinit size_t left_to_cpython = kAll;

namespace {

/// The table that all empty dicts share, which nobody counts.
constinit PyDictKeysObject* empty_keys = nullptr;

}  // namespace

[[gnu::always_inline]] inline Ref dict_with(PyDictKeysObject* keys, Py_ssize_t used) {
  auto* const dict = new_untracked<PyDictObject>(&PyDict_Type);
  if (dict == nullptr) return {};
  auto* const object = reinterpret_cast<PyObject*>(dict);
  // Before ma_keys there is a member for those who watch the dict; on 3.13 its version as well.
  std::memset(object + 1, 0, sizeof(PyDictObject) - sizeof(PyObject));
  dict->ma_used = used;
  dict->ma_keys = keys;
  if constexpr (kDictsAreTracked) track(object);
  return steal(object);
}

Ref bare_dict() { return dict_with(empty_keys, 0); }

/// Its table is copied as a block, unless that has deleted pairs or keys of other types.
Ref bare_copy(Borrowed dict) {
  Py_ssize_t count = 0;
  const DictPair* const pairs = pairs_of(dict, count);
  if (pairs == nullptr || count == 0 || count != PyDict_GET_SIZE(dict))
    return steal(PyDict_Copy(dict));
  const auto* const from =
      reinterpret_cast<DictKeys*>(reinterpret_cast<PyDictObject*>(dict)->ma_keys);
  const size_t size = size_of(*from);
  auto* const keys = static_cast<DictKeys*>(allocate_dict_keys(size));
  if (keys == nullptr) return no_memory();
  std::memcpy(keys, from, size);
  keys->version = 0;
  Ref made = dict_with(reinterpret_cast<PyDictKeysObject*>(keys), count);
  if (!made) {
    PyMem_Free(keys);
    return {};
  }
  for (const DictPair& pair : std::span(pairs, static_cast<size_t>(count)))
    Py_INCREF(pair.key), Py_INCREF(pair.value);
  if (!kDictsAreTracked && PyObject_GC_IsTracked(dict)) track(made.get());
  return made;
}

Ref bare_list(Py_ssize_t size) {
  PyObject** items = nullptr;
  if (size > 0) {
    items = static_cast<PyObject**>(PyMem_Malloc(static_cast<size_t>(size) * sizeof(PyObject*)));
    if (items == nullptr) return no_memory();
  }
  auto* const list = new_untracked<PyListObject>(&PyList_Type);
  if (list == nullptr) {
    PyMem_Free(items);
    return {};
  }
  auto* const object = reinterpret_cast<PyObject*>(list);
  list->ob_item = items;
  Py_SET_SIZE(object, size);
  list->allocated = size;
  return steal(object);
}

}  // namespace detail

namespace {

bool is_dict_recognised() {
  // Before 3.14 each new dict has a version of its own, in front of its table.
  constexpr size_t kCompared =
      kDictsAreTracked ? sizeof(PyObject) : offsetof(PyDictObject, ma_keys);
  const Ref usual = steal(PyDict_New());
  if (!usual || PyDict_Type.tp_basicsize != sizeof(PyDictObject)) return false;
  detail::empty_keys = reinterpret_cast<PyDictObject*>(usual.get())->ma_keys;
  const Ref made = detail::bare_dict();
  return made &&
         std::memcmp(reinterpret_cast<const char*>(made.get()) + kCompared,
                     reinterpret_cast<const char*>(usual.get()) + kCompared,
                     sizeof(PyDictObject) - kCompared) == 0 &&
         PyDict_GET_SIZE(made.get()) == 0 &&
         PyObject_GC_IsTracked(made.get()) == PyObject_GC_IsTracked(usual.get()) &&
         (PyObject_GC_IsTracked(made.get()) != 0) == kDictsAreTracked &&
         PyDict_SetItem(made.get(), Py_None, Py_True) == 0 &&
         PyDict_GetItemWithError(made.get(), Py_None) == Py_True && PyDict_Size(usual.get()) == 0;
}

bool is_list_recognised() {
  const Ref usual = steal(PyList_New(3));
  const Ref none = steal(PyList_New(0));
  const Ref made = detail::bare_list(0);
  if (!usual || !none || !made || PyList_Type.tp_basicsize != sizeof(PyListObject)) return false;
  const auto* const list = reinterpret_cast<PyListObject*>(usual.get());
  return PyList_GET_SIZE(usual.get()) == 3 && list->allocated == 3 &&
         std::count(list->ob_item, list->ob_item + 3, nullptr) == 3 &&
         std::memcmp(made.get() + 1, none.get() + 1, sizeof(PyListObject) - sizeof(PyObject)) ==
             0 &&
         !PyObject_GC_IsTracked(made.get()) && PyObject_GC_IsTracked(usual.get());
}

}  // namespace

void init_containers() {
  containers_known = false;
  if (!kMakesContainers) return;
  containers_known = is_dict_recognised() && is_list_recognised();
  PyErr_Clear();
}

}  // namespace pydantic_core::py
