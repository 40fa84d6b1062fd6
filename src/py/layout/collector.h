// py/layout/collector.h: how CPython's collector knows an object: by two links in front of it.
//
// PyObject_GC_New makes an object with empty links, and PyObject_GC_Track links it into the list of
// the youngest. Each is a call, which looks up the state of the thread by another. new_untracked()
// and track() do the same themselves.
//
// What else CPython does depends on its release: one of the two functions counts the objects of the
// list, and tracking may also count all objects. Importing the module makes and tracks an object,
// and looks for counters that have changed in the memory behind the head of the list. If anything
// else has changed, before 3.13 and without the GIL, CPython's functions are called instead.
//
// Where an object is counted, CPython also looks whether a collection is due. That is left to
// CPython's function, which is called for one object in kLooksAfter: a collection becomes due so
// many objects later, or when CPython itself counts one.
#pragma once

#include <cstdint>

#include "py/ref.h"

namespace pydantic_core::py {

/// Finds the list, once at import.
void init_collector();

namespace detail {

/// CPython's PyGC_Head: in front of each tracked object, and the head of each list. The lowest bits
/// of both are flags.
struct CollectorLink {
  uintptr_t next;
  uintptr_t previous;
};

inline constexpr uintptr_t kOwnBits = 3;

inline uintptr_t address(const CollectorLink* link) { return reinterpret_cast<uintptr_t>(link); }
inline CollectorLink* link_at(uintptr_t address) {
  return reinterpret_cast<CollectorLink*>(address & ~kOwnBits);
}
/// The link in front of an object. That of the newest object leads to the youngest generation's
/// head.
inline CollectorLink* link_of(Borrowed object) {
  return reinterpret_cast<CollectorLink*>(object) - 1;
}

struct Generation {
  CollectorLink head;
  int threshold;
  int count;
};

/// The list of the youngest objects, and what is counted.
struct Youngest {
  Generation* list = nullptr;   ///< nullptr: not recognised
  int tracked = 0;              ///< what tracking adds to list->count
  Py_ssize_t* alive = nullptr;  ///< what tracking adds 1 to
  bool knows_made = false;      ///< whether it is known what making does
  int made = 0;                 ///< what making adds to list->count

  /// Whether CPython is to look if a collection is due.
  bool looks() const {
    return static_cast<unsigned>(list->count) % kLooksAfter == 0 && list->count >= list->threshold;
  }

 private:
  static constexpr unsigned kLooksAfter = 16;
};
extern constinit Youngest youngest;

/// Puts a new object behind `last`, the last of the list, whose flags it gets.
inline void link_behind(CollectorLink* last, Borrowed object) {
  CollectorLink* const link = link_of(object);
  link->previous = address(last);
  link->next = last->next;
  last->next = address(link) | (last->next & kOwnBits);
  youngest.list->head.previous = address(link);
  youngest.list->count += youngest.tracked;
  ++*youngest.alive;
}

}  // namespace detail

/// PyObject_GC_Track for a new object, complete and not tracked yet.
inline void track(Borrowed object) {
  if constexpr (kMakesContainers) {
    const detail::Youngest& youngest = detail::youngest;
    if (youngest.list != nullptr && !(youngest.tracked != 0 && youngest.looks())) [[likely]] {
      auto* const last = reinterpret_cast<detail::CollectorLink*>(youngest.list->head.previous);
      if (last != &youngest.list->head) [[likely]]
        return detail::link_behind(last, object);
    }
  }
  PyObject_GC_Track(object);
}

/// What PyObject_GC_New makes for a class whose objects have `size` bytes and, in front of their
/// links, `front` null pointers. The object's own members are uninitialised. nullptr with
/// MemoryError set.
inline PyObject* new_untracked(PyTypeObject* type, size_t size, size_t front) {
  const detail::Youngest& youngest = detail::youngest;
  if (!kMakesContainers || !youngest.knows_made || (youngest.made != 0 && youngest.looks()))
    return _PyObject_GC_New(type);
  const size_t before = front * sizeof(PyObject*);
  auto* const block =
      static_cast<PyObject**>(PyObject_Malloc(before + sizeof(detail::CollectorLink) + size));
  if (block == nullptr) {
    PyErr_NoMemory();
    return nullptr;
  }
  for (size_t i = 0; i < front; ++i) block[i] = nullptr;
  auto* const link = reinterpret_cast<detail::CollectorLink*>(block + front);
  *link = {0, 0};
  youngest.list->count += youngest.made;
  return PyObject_Init(reinterpret_cast<PyObject*>(link + 1), type);
}

/// The same for a class of CPython's own that is no subclass.
template <class Object>
Object* new_untracked(PyTypeObject* type) {
  return reinterpret_cast<Object*>(new_untracked(type, sizeof(Object), 0));
}

}  // namespace pydantic_core::py
