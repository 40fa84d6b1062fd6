// py/layout/collector.cc: see collector.h.
#include "py/layout/collector.h"

#include <algorithm>
#include <iterator>

namespace pydantic_core::py {

namespace detail {
constinit Youngest youngest;
}  // namespace detail

namespace {

using detail::CollectorLink;
using detail::Generation;
using detail::link_at;
using detail::link_of;
using detail::Youngest;

/// What follows the head of the list in memory: CPython's own state, where its counters are.
struct State {
  explicit State(const Generation* list) {
    std::copy_n(reinterpret_cast<const uintptr_t*>(list), std::size(words), words);
  }
  bool operator==(const State&) const = default;
  uintptr_t words[40];
};

bool operator==(const CollectorLink& a, const CollectorLink& b) {
  return a.next == b.next && a.previous == b.previous;
}

/// What is added to when an object is tracked, before which the state was `before`; without a list
/// where it is more than counters.
Youngest find_counters(Generation* list, const State& before) {
  static constinit Py_ssize_t nothing = 0;
  const auto* const was = reinterpret_cast<const Generation*>(before.words);
  Youngest found{list, list->count - was->count, &nothing};
  if (list->threshold != was->threshold || list->head.next != was->head.next ||
      (found.counted != 0 && found.counted != 1))
    return {};
  auto* const words = reinterpret_cast<uintptr_t*>(list);
  for (size_t i = sizeof(Generation) / sizeof(uintptr_t); i < std::size(before.words); ++i) {
    if (words[i] == before.words[i]) continue;
    if (words[i] != before.words[i] + 1 || found.alive != &nothing) return {};
    found.alive = reinterpret_cast<Py_ssize_t*>(&words[i]);
  }
  return found;
}

/// Whether an object that is linked by hand leaves all as one that CPython tracks.
bool is_recognised() {
  const Ref before = steal(PyList_New(0));
  const Ref made = steal(PyList_New(0));
  if (!before || !made) return false;
  CollectorLink* const link = link_of(made.get());
  auto* const list = reinterpret_cast<Generation*>(link_at(link->next));
  if (list == nullptr || link_at(link->previous) != link_of(before.get()) ||
      list->head.previous != detail::address(link))
    return false;
  PyObject_GC_UnTrack(made.get());
  const State untracked(list);
  PyObject_GC_Track(made.get());
  const State tracked(list);
  const CollectorLink linked = *link;
  detail::youngest = find_counters(list, untracked);
  if (detail::youngest.list == nullptr) return false;
  PyObject_GC_UnTrack(made.get());
  if (State(list) != untracked) return false;
  detail::link_behind(link_of(before.get()), made.get());
  return State(list) == tracked && *link == linked && PyObject_GC_IsTracked(made.get());
}

/// Whether CPython changes nothing for the collector where it makes an object: its links are empty.
bool is_making_silent() {
  const State before(detail::youngest.list);
  auto* const made = PyObject_GC_New(PyDictObject, &PyDict_Type);
  if (made == nullptr) return false;
  const State after(detail::youngest.list);
  auto* const object = reinterpret_cast<PyObject*>(made);
  const bool silent = after == before && *link_of(object) == CollectorLink{0, 0};
  PyObject_GC_Del(made);
  return silent;
}

}  // namespace

void init_collector() {
  detail::youngest = {};
  if (!kMakesContainers) return;
  if (!is_recognised()) detail::youngest = {};
  if (detail::youngest.list != nullptr) detail::youngest.counts_tracked_alone = is_making_silent();
  PyErr_Clear();
}

}  // namespace pydantic_core::py
