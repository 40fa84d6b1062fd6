// py/layout/collector.cc: see collector.h.
#include "py/layout/collector.h"

#include <cstring>
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

/// The head of the list and what follows it in memory: CPython's own state, where its counters are.
struct State {
  explicit State(const Generation* list) { std::memcpy(this, list, sizeof *this); }
  bool operator==(const State& other) const { return std::memcmp(this, &other, sizeof *this) == 0; }

  Generation list;
  Py_ssize_t behind[37];
};

bool operator==(const CollectorLink& a, const CollectorLink& b) {
  return a.next == b.next && a.previous == b.previous;
}

/// Finds the counters that grew when an object was tracked; `before` is the state before that. The
/// result has no list if anything but counters has changed.
Youngest find_counters(Generation* list, const State& before) {
  static constinit Py_ssize_t nothing = 0;
  const State after(list);
  Youngest found{list, after.list.count - before.list.count, &nothing};
  if (after.list.threshold != before.list.threshold ||
      after.list.head.next != before.list.head.next || (found.tracked != 0 && found.tracked != 1))
    return {};
  auto* const behind = reinterpret_cast<Py_ssize_t*>(list + 1);
  for (size_t i = 0; i < std::size(before.behind); ++i) {
    if (after.behind[i] == before.behind[i]) continue;
    if (after.behind[i] != before.behind[i] + 1 || found.alive != &nothing) return {};
    found.alive = &behind[i];
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

/// Whether CPython makes an object with empty links, and does nothing else for the collector than
/// to count the object, or not even that.
bool is_making_recognised() {
  Youngest& youngest = detail::youngest;
  State before(youngest.list);
  auto* const made = PyObject_GC_New(PyDictObject, &PyDict_Type);
  if (made == nullptr) return false;
  const State after(youngest.list);
  youngest.made = after.list.count - before.list.count;
  before.list.count += youngest.made;
  const bool recognised = (youngest.made == 0 || youngest.made == 1) && after == before &&
                          *link_of(reinterpret_cast<PyObject*>(made)) == CollectorLink{0, 0};
  PyObject_GC_Del(made);
  return recognised;
}

}  // namespace

void init_collector() {
  detail::youngest = {};
  if (!kMakesContainers) return;
  if (!is_recognised()) detail::youngest = {};
  if (detail::youngest.list != nullptr) detail::youngest.knows_made = is_making_recognised();
  PyErr_Clear();
}

}  // namespace pydantic_core::py
