// py/layout/promotion.cc: see promotion.h.
#include "py/layout/promotion.h"

#include <cstdlib>

namespace pydantic_core::py {

constinit detail::Generation* detail::generations = nullptr;

namespace {

using detail::address;
using detail::CollectorLink;
using detail::Generation;
using detail::kOwnBits;
using detail::link_at;
using detail::link_of;

uintptr_t previous_of(const CollectorLink* link) { return link->previous & ~kOwnBits; }

void link_up(CollectorLink* first, CollectorLink* second) {
  first->next = address(second);
  second->previous = address(first) | (second->previous & kOwnBits);
}

/// Whether gc.`method`() returns the three numbers that `member` of the generations has. The count
/// of the youngest may differ by the few objects that this call makes.
bool says(Borrowed gc, const char* method, const Generation* found, int Generation::* member) {
  const Ref said = steal(PyObject_CallMethod(gc, method, nullptr));
  if (!said || !PyTuple_CheckExact(said.get()) || PyTuple_GET_SIZE(said.get()) != 3) return false;
  for (int i = 0; i < 3; ++i) {
    const long number = PyLong_AsLong(PyTuple_GET_ITEM(said.get(), i));
    const long difference = std::labs(number - found[i].*member);
    if (difference > (i == 0 && member == &Generation::count ? 8 : 0)) return false;
  }
  return true;
}

/// Whether the last object that gc.get_objects(generation) lists is `expected`.
bool is_last_of(Borrowed gc, int generation, Borrowed expected) {
  const Ref all = steal(PyObject_CallMethod(gc, "get_objects", "i", generation));
  if (!all || !PyList_CheckExact(all.get())) return false;
  const Py_ssize_t size = PyList_GET_SIZE(all.get());
  return size > 0 && PyList_GET_ITEM(all.get(), size - 1) == expected;
}

/// Finds the lists and sets `generations`. Whether move() takes an object from the one to the
/// other.
bool is_recognised() {
  const Ref gc = steal(PyImport_ImportModule("gc"));
  const Ref before = gc ? steal(PyList_New(0)) : Ref();
  if (!before) return false;
  auto* found = reinterpret_cast<Generation*>(link_of(before.get())->next);
  if (found == nullptr || previous_of(&found->head) != address(link_of(before.get())) ||
      !says(gc.get(), "get_threshold", found, &Generation::threshold) ||
      !says(gc.get(), "get_count", found, &Generation::count))
    return false;
  detail::generations = found;
  const Promotion promotion;
  const Ref made = steal(PyList_New(0));
  if (!made) return false;
  promotion.move();
  return is_last_of(gc.get(), 1, made.get()) && !is_last_of(gc.get(), 1, before.get()) &&
         found->head.previous == address(link_of(before.get()));
}

}  // namespace

void init_generations() {
  detail::generations = nullptr;
  if (!collects_after_calls()) return;
  if (!is_recognised()) detail::generations = nullptr;
  PyErr_Clear();
}

void Promotion::move() const {
  if (detail::generations == nullptr) return;
  CollectorLink& youngest = detail::generations[0].head;
  CollectorLink* first = &youngest;
  for (uintptr_t before; (before = previous_of(first)) != last_; first = link_at(before)) {
    if (before == address(&youngest)) return;  // a collection has run meanwhile
  }
  if (first == &youngest) return;
  CollectorLink* const last = link_at(previous_of(&youngest));
  CollectorLink& next = detail::generations[1].head;
  link_up(link_at(last_), &youngest);
  link_up(link_at(previous_of(&next)), first);
  link_up(last, &next);
}

}  // namespace pydantic_core::py
