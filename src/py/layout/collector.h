// py/layout/collector.h: how CPython's collector knows an object: by two links in front of it.
//
// PyObject_GC_Track links a new object into the list of the youngest. It is a call, which looks up
// the state of the thread by another. track() links the object itself.
//
// What CPython does besides depends on its release: some count the objects of the list, some all
// there are. Importing the module tracks an object and looks at what has changed behind the head of
// the list. Unless that is such counters alone, before 3.14 and without the GIL, track() calls
// PyObject_GC_Track.
//
// Where tracking counts, CPython also looks then whether a collection is due. track() leaves that
// to PyObject_GC_Track, which it calls for one object in kLooksAfter: a collection becomes due so
// many objects later, or when CPython itself tracks one.
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

/// The list of the youngest objects, and the counters that tracking adds to.
struct Youngest {
  Generation* list = nullptr;  ///< nullptr: not recognised
  int counted = 0;             ///< what is added to list->count
  Py_ssize_t* alive = nullptr;
  bool counts_tracked_alone = false;  ///< an object that is made is counted when it is tracked
};
extern constinit Youngest youngest;

inline constexpr unsigned kLooksAfter = 16;

/// Puts a new object behind `last`, the last of the list, whose flags it gets.
inline void link_behind(CollectorLink* last, Borrowed object) {
  CollectorLink* const link = link_of(object);
  link->previous = address(last);
  link->next = last->next;
  last->next = address(link) | (last->next & kOwnBits);
  youngest.list->head.previous = address(link);
  youngest.list->count += youngest.counted;
  ++*youngest.alive;
}

}  // namespace detail

/// PyObject_GC_Track for a new object, complete and not tracked yet.
inline void track(Borrowed object) {
  if constexpr (kMakesContainers) {
    if (const detail::Generation* list = detail::youngest.list) [[likely]] {
      auto* const last = reinterpret_cast<detail::CollectorLink*>(list->head.previous);
      const bool looks = static_cast<unsigned>(list->count) % detail::kLooksAfter == 0 &&
                         list->count >= list->threshold;
      if (last != &list->head && !looks) [[likely]]
        return detail::link_behind(last, object);
    }
  }
  PyObject_GC_Track(object);
}

/// PyObject_GC_New for a class of CPython's own that is no subclass: its members are uninitialised.
/// nullptr with MemoryError set.
template <class Object>
Object* new_untracked(PyTypeObject* type) {
  if (!kMakesContainers || !detail::youngest.counts_tracked_alone)
    return PyObject_GC_New(Object, type);
  constexpr size_t kSize = sizeof(detail::CollectorLink) + sizeof(Object);
  auto* const link = static_cast<detail::CollectorLink*>(PyObject_Malloc(kSize));
  if (link == nullptr) {
    PyErr_NoMemory();
    return nullptr;
  }
  *link = {0, 0};
  return reinterpret_cast<Object*>(PyObject_Init(reinterpret_cast<PyObject*>(link + 1), type));
}

}  // namespace pydantic_core::py
