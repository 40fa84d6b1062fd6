// py/layout/containers.h: new dicts and lists for results with many of them.
//
// CPython keeps the memory of some dropped dicts and lists (80 of each). PyDict_New and PyList_New
// use that memory first, and a large result soon exhausts it. Both functions look up the state of
// the thread for that, and again for the collector. So they make the first containers of a call;
// the others are made here, member by member.
//
// The members are public, but their meaning is not documented. Importing the module checks it on
// those that CPython makes. If it is another, before 3.13 and without the GIL, CPython's functions
// make all. On 3.13 a dict made here has no version (PEP 509): CPython reads it no more.
#pragma once

#include <cstring>

#include "py/layout/collector.h"

namespace pydantic_core::py {

/// Whether the layout was recognised; set once at import.
extern constinit bool containers_known;

void init_containers();

namespace detail {

/// How many containers a call leaves to CPython: those that may lie ready, or all.
inline constexpr size_t kFromFreeLists = 100, kAll = ~size_t{0};
extern constinit size_t left_to_cpython;  ///< of the call that runs

/// Asked for each container that is made.
inline bool is_past_free_lists() {
  if (!kMakesContainers || left_to_cpython == 0) return kMakesContainers;
  --left_to_cpython;
  return false;
}

Ref bare_dict();
/// As make_list, with room for as many items as another list has; what is there is no item yet.
Ref bare_list(Py_ssize_t size);
Ref bare_copy(Borrowed dict);

}  // namespace detail

/// A call of the module begins.
inline void start_containers() {
  if constexpr (kMakesContainers)
    detail::left_to_cpython = containers_known ? detail::kFromFreeLists : detail::kAll;
}

/// A new dict, as PyDict_New makes it. Empty with MemoryError set.
inline Ref make_dict() {
  return detail::is_past_free_lists() ? detail::bare_dict() : steal(PyDict_New());
}

/// A new list with as many empty places as another list has items. The collector does not know it
/// until track(), so that no Python code comes upon them. Empty with MemoryError set.
inline Ref make_list(Py_ssize_t size) {
  if (detail::is_past_free_lists()) {
    Ref list = detail::bare_list(size);
    if (list && size > 0) {
      std::memset(reinterpret_cast<PyListObject*>(list.get())->ob_item, 0,
                  static_cast<size_t>(size) * sizeof(PyObject*));
    }
    return list;
  }
  Ref list = steal(PyList_New(size));
  if (list) PyObject_GC_UnTrack(list.get());
  return list;
}

/// A new list of `size` items that fill(items) puts there, without running Python code. Empty with
/// MemoryError set.
template <class Fill>
Ref fill_list(Py_ssize_t size, Fill&& fill) {
  const bool bare = detail::is_past_free_lists();
  Ref list = bare ? detail::bare_list(size) : steal(PyList_New(size));
  if (!list) return {};
  fill(PySequence_Fast_ITEMS(list.get()));
  if (bare) track(list.get());
  return list;
}

/// A new list with the items of `list`. Empty with MemoryError set.
inline Ref copy_list(Borrowed list) {
  if (!detail::is_past_free_lists()) return steal(PyList_GetSlice(list, 0, PY_SSIZE_T_MAX));
  const Py_ssize_t size = PyList_GET_SIZE(list);
  Ref copy = detail::bare_list(size);
  if (!copy) return {};
  for (Py_ssize_t i = 0; i < size; ++i)
    PyList_SET_ITEM(copy.get(), i, Py_NewRef(PyList_GET_ITEM(list, i)));
  track(copy.get());
  return copy;
}

/// A copy of an exact dict. Empty with MemoryError set.
inline Ref copy_dict(Borrowed dict) {
  return detail::is_past_free_lists() ? detail::bare_copy(dict) : steal(PyDict_Copy(dict));
}

}  // namespace pydantic_core::py
