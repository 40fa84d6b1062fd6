// input/sequence.h: inputs that are walked item by item: lists, tuples, sets and whatever lax mode
// takes for them.
#pragma once

#include "input/scalars.h"
#include "py/sync.h"

namespace pydantic_core {

/// Which container is asked for; decides what counts as exact and the error when the input is none.
enum class SequenceKind : uint8_t { list, tuple, set, frozenset };

/// How many items a list or tuple has at this moment.
inline Py_ssize_t size_now(Borrowed source) {
  return PyList_Check(source) ? PyList_GET_SIZE(source) : PyTuple_GET_SIZE(source);
}

/// A Python container or iterator to walk.
struct PySequence {
  using Item = PyInput;
  Borrowed source = nullptr;  ///< the input itself
  Ref iterator;               ///< set unless the source is a list or tuple
  std::optional<size_t> length;
  /// What errors of the iterator count from: one in tuples, as upstream has it.
  Py_ssize_t error_base = 0;
  /// Whether the next item is fetched before one is validated, as upstream does to know the last
  /// one; iterators and changing lists show it.
  bool read_ahead = false;
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
/// in partial mode, and with `read_ahead`.
template <class F>
Outcome for_each(PySequence& sequence, State& state, F&& f) {
  const bool partial = state.allow_partial != PartialMode::off;
  if (!sequence.iterator) {
    const bool is_list = PyList_Check(sequence.source);
    // A list that grows meanwhile is walked as far as it went.
    const Py_ssize_t size = size_now(sequence.source);
    auto item_at = [&](Py_ssize_t i) -> Ref {
      if (i >= size) return {};
      return is_list ? py::list_item(sequence.source, i)
                     : borrow(PyTuple_GET_ITEM(sequence.source, i));
    };
    Ref next = item_at(0);
    for (Py_ssize_t i = 0; next; ++i) {
      Ref item = std::move(next);
      if (sequence.read_ahead) next = item_at(i + 1);
      PC_TRY(f(PyInput{item.get()}, i, partial && sequence.read_ahead && !next));
      if (!sequence.read_ahead) next = item_at(i + 1);
    }
    return Outcome::ok;
  }
  Ref failure;
  auto read = [&]() -> Ref {
    Ref item = steal(PyIter_Next(sequence.iterator.get()));
    // Kept until its turn comes.
    if (!item && PyErr_Occurred()) failure = py::take_exception();
    return item;
  };
  Ref next = read();
  for (Py_ssize_t i = 0;; ++i) {
    if (!next) {
      if (!failure) return Outcome::ok;
      py::restore_exception(std::move(failure));
      return fail_iteration(state, PyInput{sequence.source}.as_error_input(),
                            i + sequence.error_base);
    }
    Ref item = std::move(next);
    if (sequence.read_ahead) next = read();
    PC_TRY(f(PyInput{item.get()}, i, partial && sequence.read_ahead && !next && !failure));
    if (!sequence.read_ahead) next = read();
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
