// validate/input/sequence.h: inputs that are walked item by item: lists, tuples, sets and whatever
// lax mode takes for them.
#pragma once

#include "py/sync.h"
#include "validate/input/scalars.h"

namespace pydantic_core {

/// Which container is asked for; decides what counts as exact and the error when the input is none.
enum class SequenceKind : uint8_t { list, tuple, set, frozenset, deque };

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
};

struct JsonSequence {
  using Item = JsonInput;
  json::Value array;
  std::optional<size_t> length;
};

/// Reads an input as a sequence of that kind; `strict`: of its class alone. `invalid` with the
/// error of the kind added to `state`. `out` is valid as long as the input.
Outcome read_sequence(PyInput input, State& state, bool strict, SequenceKind kind, PySequence& out);
/// An instance of collections.deque or of a subclass, which is exact and asked for its length and
/// its iterator; what is none goes through read_sequence.
Outcome open_deque(PyInput input, State& state, PySequence& out);
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

/// Reads a Python container or iterator item by item. An exception of the iterator ends the
/// iteration as its end would; ask for it afterwards.
class PyCursor {
 public:
  struct Held {
    Ref object;
    PyInput input() const { return {object.get()}; }
  };

  explicit PyCursor(const PySequence& sequence)
      : source_(sequence.source),
        iterator_(sequence.iterator.get()),
        size_(iterator_ != nullptr ? 0 : size_now(source_)),
        is_list_(PyList_Check(source_)) {}
  /// False at the end, with `out` empty.
  [[gnu::always_inline]] bool next(Held& out) {
    if (iterator_ != nullptr) {
      out.object = read_iterator();
    } else if (at_ >= size_) {  // a list that grows meanwhile is walked as far as it went
      out.object.reset();
    } else {
      out.object = is_list_ ? py::list_item(source_, at_) : borrow(PyTuple_GET_ITEM(source_, at_));
    }
    if (!out.object) [[unlikely]]
      return false;
    ++at_;
    return true;
  }
  bool failed() const { return static_cast<bool>(failure_); }
  /// The line error for what the iterator raised. `base`: the index of the first item.
  Outcome tell_failure(State& state, Py_ssize_t base);

 private:
  Ref read_iterator();

  Borrowed source_;
  Borrowed iterator_;
  Py_ssize_t size_;
  Py_ssize_t at_ = 0;  // items read so far
  bool is_list_;
  Ref failure_;
};

class JsonCursor {
 public:
  struct Held {
    json::Value value;
    JsonInput input() const { return {value}; }
  };

  explicit JsonCursor(const JsonSequence& sequence)
      : items_(sequence.array.as_array()), at_(items_.begin()) {}
  bool next(Held& out) {
    if (!(at_ != items_.end())) return false;
    out.value = *at_;
    ++at_;
    return true;
  }
  bool failed() const { return false; }
  Outcome tell_failure(State&, Py_ssize_t) { return Outcome::ok; }

 private:
  json::ArrayRange items_;
  decltype(items_.begin()) at_;
};

template <class Sequence>
using CursorOf = std::conditional_t<std::is_same_v<Sequence, JsonSequence>, JsonCursor, PyCursor>;

/// Calls f(item, index, is_last) for each item until it does not return ok. The next item is
/// fetched before one is validated, as upstream does to know the last one; iterators and changing
/// lists show it. `is_last` is only true in partial mode.
template <class Sequence, class F>
Outcome for_each(const Sequence& sequence, State& state, F&& f) {
  const bool partial = state.allow_partial != PartialMode::off;
  CursorOf<Sequence> cursor(sequence);
  typename CursorOf<Sequence>::Held item, next;
  bool more = cursor.next(next);
  for (Py_ssize_t index = 0; more; ++index) {
    item = std::move(next);
    more = cursor.next(next);
    PC_TRY(f(item.input(), index, partial && !more && !cursor.failed()));
  }
  return cursor.failed() ? cursor.tell_failure(state, 0) : Outcome::ok;
}

}  // namespace pydantic_core
