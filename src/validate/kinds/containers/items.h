// validate/kinds/containers/items.h: validating the items of a list one after the other, and what
// lists and tuples are made of.
#pragma once

#include "validate/engine/child.h"
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

/// Pushes the validated items of `sequence` on state.values. Errors of all items are collected,
/// unless there are too many items or the first error is to be the last; in partial mode a wrong
/// last item is dropped.
template <class Input, class Sequence>
Outcome validate_items(Input input, const Sequence& sequence, const ItemRules& rules,
                       State& state) {
  const uint32_t mark = state.errors.size();
  const uint32_t first = state.values.size();
  const PartialMode partial = state.allow_partial;
  const size_t most = rules.limits.max.value_or(SIZE_MAX);
  size_t count = 0;
  bool stopped = false;
  if (sequence.length &&
      !state.values.reserve(first + std::min<size_t>(*sequence.length, 1 << 16))) {
    return py::no_memory();
  }
  Outcome outcome = Outcome::ok;
  if (rules.item.node == nullptr) {
    CursorOf<Sequence> cursor(sequence);
    for (typename CursorOf<Sequence>::Held item; count <= most && cursor.next(item); ++count) {
      Ref value = item.input().to_object(state.cache_strings);
      if (!value) outcome = Outcome::raised;
      if (value && !state.values.push(std::move(value))) outcome = py::no_memory();
      if (outcome != Outcome::ok) break;
    }
    if (cursor.failed()) outcome = cursor.tell_failure(state, 0);
  } else {
    ItemPath path(state);
    outcome = for_each(
        sequence, state,
        [&](auto item, Py_ssize_t index, bool is_last) __attribute__((always_inline)) -> Outcome {
          Ref value;
          const auto keep = [&] {
            if (++count > most) return Outcome::invalid;
            return state.values.push(std::move(value)) ? Outcome::ok : py::no_memory();
          };
          if (partial != PartialMode::off) [[unlikely]]
            state.allow_partial = is_last ? partial : PartialMode::off;
          if (rules.item.take(item, state, value)) [[likely]]
            return value ? keep() : Outcome::raised;
          // Linked per item: an error of the iteration itself is about the whole sequence.
          const ItemPath::Link link(path);
          path.frame.set_index(index);
          const uint32_t before = state.errors.size();
          const Outcome result = rules.item.node->validate(item, state, value);
          if (result == Outcome::ok) return keep();
          if (result == Outcome::omit) return Outcome::ok;
          if (result != Outcome::invalid || ++count > most) return result;
          if (is_last) {
            state.errors.truncate(before);
            return Outcome::ok;
          }
          stopped = rules.fail_fast;
          return stopped ? Outcome::invalid : Outcome::ok;
        });
  }
  if (count > most) {
    state.errors.truncate(mark);
    outcome = rules.limits.fail_long(input, state, rules.what, sequence.length);
  } else if (outcome == Outcome::invalid && !stopped) {
    // If iteration itself failed, report only that error.
    state.errors.keep_last(mark);
  } else if (outcome == Outcome::ok && state.errors.size() != mark) {
    outcome = Outcome::invalid;
  }
  const size_t length = state.values.size() - first;
  if (outcome == Outcome::ok && rules.limits.min && length < *rules.limits.min) {
    outcome = rules.limits.fail_short(input, state, rules.what, length);
  }
  if (outcome != Outcome::ok) state.values.truncate(first);
  return outcome;
}

/// Takes the values from `first` on off the stack, as a list or a tuple. Empty with an exception
/// set.
inline Ref take_list(State& state, uint32_t first) {
  const Py_ssize_t count = state.values.size() - first;
  Ref list = steal(PyList_New(count));
  if (list) state.values.move_out(first, PySequence_Fast_ITEMS(list.get()));
  state.values.truncate(first);
  return list;
}
inline Ref take_tuple(State& state, uint32_t first) {
  const Py_ssize_t count = state.values.size() - first;
  Ref tuple = steal(PyTuple_New(count));
  if (tuple) state.values.move_out(first, PySequence_Fast_ITEMS(tuple.get()));
  state.values.truncate(first);
  return tuple;
}

}  // namespace pydantic_core
