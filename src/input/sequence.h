// input/sequence.h: inputs that are walked item by item: lists, tuples, sets and whatever lax mode
// takes for them.
#pragma once

#include "input/scalars.h"
#include "py/sync.h"

namespace pydantic_core {

/// Which container is asked for; decides what counts as exact and the error when the input is none.
enum class SequenceKind : uint8_t { list, tuple, set, frozenset };

/// A Python container or iterator to walk.
struct PySequence {
  using Item = PyInput;
  Borrowed source = nullptr;  ///< the input itself
  Ref iterator;               ///< set unless the source is a list or tuple
  std::optional<size_t> length;
  /// What errors of the iterator count from: one in tuples, as upstream has it.
  Py_ssize_t error_base = 0;
};

struct JsonSequence {
  using Item = JsonInput;
  json::Value array{nullptr};
  std::optional<size_t> length;
};

Outcome read_sequence(PyInput input, State& state, bool strict, SequenceKind kind, PySequence& out);
Outcome read_sequence(JsonInput input, State& state, bool strict, SequenceKind kind,
                      JsonSequence& out);
/// Strings are never sequences: always fails. The sequence type only makes templates compile.
Outcome read_sequence(StringInput input, State& state, bool strict, SequenceKind kind,
                      PySequence& out);

template <class Input>
struct SequenceOf {
  using Type = PySequence;
};
template <>
struct SequenceOf<JsonInput> {
  using Type = JsonSequence;
};

/// The line error for an exception out of the iterator: takes the pending exception.
Outcome fail_iteration(State& state, ErrorInput input, int64_t index);

/// Calls f(item, index, is_last) for each item until it does not return ok. `is_last` is only true
/// in partial mode.
template <class F>
Outcome for_each(PySequence& sequence, State& state, F&& f) {
  const bool partial = state.allow_partial != PartialMode::off;
  if (!sequence.iterator) {
    const bool is_list = PyList_Check(sequence.source);
    for (Py_ssize_t i = 0;; ++i) {
      const Py_ssize_t size = Py_SIZE(sequence.source);
      if (i >= size) return Outcome::ok;
      Ref item = is_list ? py::list_item(sequence.source, i)
                         : borrow(PyTuple_GET_ITEM(sequence.source, i));
      if (!item) return Outcome::ok;
      PC_TRY(f(PyInput{item.get()}, i, partial && i + 1 == size));
    }
  }
  Ref next = steal(PyIter_Next(sequence.iterator.get()));
  for (Py_ssize_t i = 0;; ++i) {
    if (!next) {
      if (!PyErr_Occurred()) return Outcome::ok;
      return fail_iteration(state, PyInput{sequence.source}.as_error_input(),
                            i + sequence.error_base);
    }
    Ref item = std::move(next);
    // Whether an item is the last one shows only in the next one, which must not be fetched early
    // for nothing: the iterator's side effects belong after the item's validation.
    if (partial) next = steal(PyIter_Next(sequence.iterator.get()));
    PC_TRY(f(PyInput{item.get()}, i, partial && !next && !PyErr_Occurred()));
    if (!partial) next = steal(PyIter_Next(sequence.iterator.get()));
  }
}

template <class F>
Outcome for_each(JsonSequence& sequence, State& state, F&& f) {
  const bool partial = state.allow_partial != PartialMode::off;
  const size_t size = sequence.array.size();
  size_t i = 0;
  for (json::Value item : sequence.array.as_array()) {
    PC_TRY(f(JsonInput{item}, static_cast<Py_ssize_t>(i), partial && i + 1 == size));
    ++i;
  }
  return Outcome::ok;
}

}  // namespace pydantic_core
