// validate/kinds/containers/items.h: validating the items of a list one after the other, and what
// lists and tuples are made of.
#pragma once

#include "py/layout/containers.h"
#include "validate/engine/child.h"
#include "validate/engine/item_walk.h"
#include "validate/input/sequence.h"
#include "validate/kinds/containers/length.h"

namespace pydantic_core {

/// How a container treats its items.
struct ItemRules {
  Child item;  ///< without a node: items are taken as they are
  Limits limits;
  const char* what;  ///< "List" …: the word that messages about the length begin with
  bool fail_fast = false;
};

/// Pushes the items of `sequence` on state.values as they are.
template <class Input, class Sequence>
Outcome take_items(Input input, const Sequence& sequence, const ItemRules& rules, State& state) {
  CursorOf<Sequence> cursor(sequence);
  const size_t most = rules.limits.most();
  size_t count = 0;
  for (typename CursorOf<Sequence>::Held item; cursor.next(item);) {
    Ref value = item.input().to_object(state.cache_strings);
    if (!value) return Outcome::raised;
    if (++count > most) return rules.limits.fail_long(input, state, rules.what, sequence.length);
    if (!state.values.push(std::move(value))) return py::no_memory();
  }
  return cursor.failed() ? cursor.tell_failure(state, 0) : Outcome::ok;
}

/// Pushes the validated items of `sequence` on state.values. Of the items, wrong ones count as well
/// where there may be too many.
template <class Input, class Sequence>
Outcome walk_items(Input input, const Sequence& sequence, const ItemRules& rules, State& state) {
  ItemWalk walk(state, rules.fail_fast);
  ItemPath path(state);
  const size_t most = rules.limits.most();
  size_t count = 0;
  return walk.finish(for_each(
      sequence, state,
      [&](auto item, Py_ssize_t index, bool is_last) __attribute__((always_inline)) -> Outcome {
        Ref value;
        Outcome outcome = Outcome::ok;
        uint32_t before = 0;
        walk.enter(is_last);
        if (!rules.item.take(item, state, value)) [[unlikely]] {
          // Linked per item: an error of the iteration itself is about the whole sequence.
          const ItemPath::Link link(path);
          path.frame.set_index(index);
          before = state.errors.size();
          outcome = rules.item.node->validate(item, state, value);
        } else if (!value) {
          return Outcome::raised;
        }
        if (go_on(outcome) == Outcome::ok && ++count > most)
          return rules.limits.fail_long(input, state, rules.what, sequence.length);
        if (outcome == Outcome::ok) [[likely]]
          return state.values.push(std::move(value)) ? Outcome::ok : py::no_memory();
        PC_TRY(walk.leave_out(outcome, before, is_last));
        return walk.check();
      }));
}

/// Pushes the items of `sequence` on state.values, validated where they have a schema.
template <class Input, class Sequence>
Outcome validate_items(Input input, const Sequence& sequence, const ItemRules& rules,
                       State& state) {
  const uint32_t first = state.values.size();
  if (sequence.length &&
      !state.values.reserve(first + std::min<size_t>(*sequence.length, 1 << 16))) {
    return py::no_memory();
  }
  Outcome outcome = rules.item.node == nullptr ? take_items(input, sequence, rules, state)
                                               : walk_items(input, sequence, rules, state);
  if (outcome == Outcome::ok)
    outcome = rules.limits.check(input, state, rules.what, state.values.size() - first);
  if (outcome != Outcome::ok) state.values.truncate(first);
  return outcome;
}

/// Takes the values from `first` on off the stack, into a list or a tuple. Empty with an exception
/// set.
inline Ref take_list(State& state, uint32_t first) {
  Ref made = py::fill_list(state.values.size() - first,
                           [&](PyObject** items) { state.values.move_out(first, items); });
  state.values.truncate(first);
  return made;
}
inline Ref take_tuple(State& state, uint32_t first) {
  Ref made = steal(PyTuple_New(state.values.size() - first));
  if (made) state.values.move_out(first, PySequence_Fast_ITEMS(made.get()));
  state.values.truncate(first);
  return made;
}

}  // namespace pydantic_core
