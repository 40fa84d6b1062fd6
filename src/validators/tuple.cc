// validators/tuple.cc: tuples: a schema for each position, one of which may stand for any number of
// items.
//
// Positions before the variadic one count from the front, those behind it from the back. Input
// whose length is not known beforehand is therefore read to its end first when there are any
// behind.
#include "validators/build.h"
#include "validators/items.h"

namespace pydantic_core {
namespace {

class TupleNode : public KindNode<TupleNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    state.allow_partial = PartialMode::off;
    typename SequenceOf<Input>::Type sequence;
    PC_TRY(read_sequence(input, state, state.strict_or(strict_), SequenceKind::tuple, sequence));
    const std::optional<size_t> length = sequence.length;
    Ref read;
    if constexpr (std::is_same_v<Input, PyInput>) {
      if (!length && has_tail()) PC_TRY(read_all(input, sequence, state, read));
    }
    const uint32_t first = state.values.size();
    Outcome outcome = validate_items(input, sequence, length, state);
    if (outcome == Outcome::ok) {
      out = take_tuple(state, first);
      return out ? Outcome::ok : Outcome::raised;
    }
    state.values.truncate(first);
    return outcome;
  }
  void name(NameWriter& out) const {
    NameWriter inner{out.out, true};
    out.out << "tuple[";
    for (uint32_t i = 0; i < items_.size(); ++i) {
      if (i != 0) out.out << ", ";
      items_[i]->name(inner);
      if (i == variadic_) out.out << ", ...";
    }
    out.out << ']';
  }
  void describe(Describer& out) const {
    out.open_tuple("Tuple");
    out.open("TupleValidator");
    out.field("strict", strict_);
    out.field("validators");
    out.open_list();
    for (const Node* item : items_) {
      out.element();
      item->describe(out);
    }
    out.close_list();
    out.field("variadic_item_index", variadic_);
    limits_.describe(out);
    describe_name(out, "name", this);
    out.field("fail_fast", fail_fast_);
    out.close();
    out.close_tuple();
  }
  bool init(const Schema& schema, Builder& builder) {
    Ref items;
    if (!schema.dict.require_list(names.items_schema, items)) return false;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items.get()); ++i) {
      Ref item = py::list_item(items.get(), i);
      const Node* node = item ? builder.build(item.get(), schema.config) : nullptr;
      if (node == nullptr) return false;
      if (!items_.push(node)) return PyErr_NoMemory(), false;
    }
    if (!schema.dict.get(names.variadic_item_index, variadic_)) return false;
    if (variadic_ && *variadic_ >= items_.size()) {
      return schema_error("'variadic_item_index' should be an index of 'items_schema'");
    }
    return schema.get_or_config(names.strict, strict_) && limits_.init(schema) &&
           schema.dict.get(names.fail_fast, fail_fast_);
  }

 private:
  bool has_tail() const { return variadic_ && *variadic_ + 1 < items_.size(); }
  /// Positions before the variadic one, or all.
  size_t head() const { return variadic_.value_or(items_.size()); }
  size_t tail() const { return variadic_ ? items_.size() - *variadic_ - 1 : 0; }

  /// Reads the rest of an iterator into `list`, which `sequence` then walks; no more than are
  /// needed to see that there are too many.
  Outcome read_all(PyInput input, PySequence& sequence, State& state, Ref& list) const {
    list = steal(PyList_New(0));
    if (!list) return Outcome::raised;
    while (!limits_.max ||
           static_cast<size_t>(PyList_GET_SIZE(list.get())) <= *limits_.max + items_.size()) {
      Ref item = steal(PyIter_Next(sequence.iterator.get()));
      if (!item) break;
      if (PyList_Append(list.get(), item.get()) < 0) return Outcome::raised;
    }
    const Py_ssize_t size = PyList_GET_SIZE(list.get());
    if (PyErr_Occurred())
      return fail_iteration(state, input.as_error_input(), size + sequence.error_base);
    sequence.source = list.get();
    sequence.iterator.reset();
    sequence.length = static_cast<size_t>(size);
    return Outcome::ok;
  }

  /// Pushes the validated items on state.values. `length` is that of the input, where it has one.
  template <class Input, class Sequence>
  Outcome validate_items(Input input, Sequence& sequence, std::optional<size_t> length,
                         State& state) const {
    const uint32_t mark = state.errors.size();
    const uint32_t first = state.values.size();
    // How many items the variadic position takes; unbounded where nothing comes behind it.
    size_t many = variadic_ ? SIZE_MAX : 0;
    if (has_tail()) {
      const size_t fixed = head() + tail();
      many = *sequence.length > fixed ? *sequence.length - fixed : 0;
    }
    // Errors behind the variadic position count from its last item on, as upstream has it.
    const size_t shift = has_tail() && many != 0 ? 1 : 0;
    size_t count = 0;
    bool stopped = false;
    const char* const what = "Tuple";
    std::optional<size_t> above;
    Outcome outcome = for_each(sequence, state, [&](auto item, Py_ssize_t at, bool) -> Outcome {
      const auto index = static_cast<size_t>(at);
      count = index + 1;
      const Node* node;
      size_t shown = index;
      if (index < head()) {
        node = items_[index];
      } else if (index - head() < many) {
        node = items_[head()];
      } else if (const size_t position = index - many + (variadic_ ? 1 : 0);
                 position < items_.size()) {
        node = items_[position];
        shown = index - shift;
      } else {
        above = items_.size();
        return Outcome::invalid;
      }
      PathScope path(state);
      path.frame.set_index(static_cast<int64_t>(shown));
      Ref value;
      const Outcome result = node->validate(item, state, value);
      if (result == Outcome::omit) return Outcome::ok;
      if (result == Outcome::invalid) return fail_fast_ ? (stopped = true, result) : Outcome::ok;
      if (result != Outcome::ok) return result;
      if (!state.values.push(std::move(value))) return py::no_memory();
      if (limits_.is_above(state.values.size() - first)) {
        above = limits_.max;
        return Outcome::invalid;
      }
      return Outcome::ok;
    });
    if (above) {
      state.errors.truncate(mark);
      return state.fail(ErrorType::too_long, input, py::str(what), steal(PyLong_FromSize_t(*above)),
                        length ? steal(PyLong_FromSize_t(*length)) : borrow(Py_None));
    }
    if (outcome != Outcome::ok && !stopped) {
      // The iterator failed: that alone is told.
      if (outcome == Outcome::invalid) state.errors.keep_last(mark);
      return outcome;
    }
    if (!stopped) PC_TRY(fill_missing(input, count, many, shift, mark, state));
    const size_t size = state.values.size() - first;
    if (limits_.min && size < *limits_.min) return limits_.fail_short(input, state, what, size);
    return state.errors.size() != mark ? Outcome::invalid : Outcome::ok;
  }

  /// Defaults or errors for the positions that no item was left for after `count` ones.
  template <class Input>
  Outcome fill_missing(Input input, size_t count, size_t many, size_t shift, uint32_t mark,
                       State& state) const {
    const size_t needed = head() + tail();
    if (has_tail()) count -= many;
    for (size_t index = count; index < needed; ++index) {
      const Node* node = items_[index < head() ? index : index + 1];
      PathScope path(state);
      path.frame.set_index(static_cast<int64_t>(index + many * has_tail() - shift));
      Ref value;
      PC_TRY(node->default_value(state, value));
      if (value) {
        if (!state.values.push(std::move(value))) return py::no_memory();
        continue;
      }
      if (state.fail(ErrorType::missing, input) == Outcome::raised) return Outcome::raised;
      if (fail_fast_ && state.errors.size() != mark) return Outcome::ok;
    }
    return Outcome::ok;
  }

  Vec<const Node*> items_;
  std::optional<size_t> variadic_;
  Limits limits_;
  bool strict_ = false;
  bool fail_fast_ = false;
};

}  // namespace

const Node* build_tuple(const Schema& schema, Builder& builder) {
  auto* node = builder.make<TupleNode>();
  return node != nullptr && node->init(schema, builder) ? node : nullptr;
}

}  // namespace pydantic_core
