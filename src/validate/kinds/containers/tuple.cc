// validate/kinds/containers/tuple.cc: tuples: a schema for each position, one of which may stand
// for any number of items.
//
// Positions before the variadic one count from the front, those behind it from the back. The items
// are read one by one, with as many held back as there are positions behind: an item goes to the
// variadic position once that many more have come.
#include <algorithm>

#include "validate/engine/build.h"
#include "validate/engine/streaming.h"
#include "validate/kinds/containers/items.h"

namespace pydantic_core {
namespace {

/// A new tuple of the items that a list or tuple has at this moment. Empty with MemoryError set.
Ref copy_as_tuple(Borrowed source) {
  if (PyList_Check(source)) return steal(PyList_AsTuple(source));
  const Py_ssize_t size = PyTuple_GET_SIZE(source);
  Ref copy = steal(PyTuple_New(size));
  for (Py_ssize_t i = 0; copy && i < size; ++i)
    PyTuple_SET_ITEM(copy.get(), i, Py_NewRef(PyTuple_GET_ITEM(source, i)));
  return copy;
}

class TupleNode : public KindNode<TupleNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    state.allow_partial = PartialMode::off;
    typename SequenceOf<Input>::Type sequence;
    PC_TRY(read_sequence(input, state, state.strict_or(strict_), SequenceKind::tuple, sequence));
    if constexpr (std::is_same_v<Input, PyInput>) {
      if (has_one_schema() && copy_whole(sequence, state, out))
        return out ? Outcome::ok : Outcome::raised;
    }
    using Cursor = CursorOf<decltype(sequence)>;
    Walk<Input, Cursor> walk{*this, input, state, sequence.length, Cursor(sequence)};
    const Outcome outcome = walk.run();
    if (outcome == Outcome::ok) {
      out = take_tuple(state, walk.first);
      return out ? Outcome::ok : Outcome::raised;
    }
    state.values.truncate(walk.first);
    return outcome;
  }
  bool is_quiet(QuietSearch& search) const {
    return std::all_of(items_.begin(), items_.end(),
                       [&](const Child& item) { return search.is_quiet(item.node); });
  }
  /// Items that follow a variadic one are counted from the end, which is not known yet.
  Outcome stream(json::Stream& in, State& state, Ref& out) const {
    if (variadic_ && *variadic_ + 1 != items_.size()) return validate_tree(this, in, state, out);
    using Next = json::Stream::Next;
    const uint32_t first = state.values.size();
    const size_t most = variadic_ ? limits_.most() : items_.size();
    size_t count = 0;
    Next next = in.open('[');
    for (; next == Next::item; next = in.next('['), ++count) {
      if (count == most) return Outcome::invalid;
      const Child& item = items_[std::min<size_t>(count, items_.size() - 1)];
      Ref value;
      PC_TRY(stream_value(item, in, state, value));
      if (!state.values.push(std::move(value))) return py::no_memory();
    }
    const bool all = count >= items_.size() - variadic_.has_value();
    if (next != Next::end || !all || !limits_.allow(count)) return Outcome::invalid;
    out = take_tuple(state, first);
    return out ? Outcome::ok : Outcome::raised;
  }
  void name(NameWriter& out) const {
    NameWriter inner = out.inner();
    out.out << "tuple[";
    for (uint32_t i = 0; i < items_.size(); ++i) {
      if (i != 0) out.out << ", ";
      items_[i].node->name(inner);
      if (i == variadic_) out.out << ", ...";
    }
    out.out << ']';
  }
  static constexpr Spelling kSpelling{"Tuple", "TupleValidator"};
  void describe(Describer& out) const {
    out.field("strict", strict_);
    out.field_list("validators", items_, [&](const Child& item) { item.node->describe(out); });
    out.field("variadic_item_index", variadic_);
    limits_.describe(out);
    describe_name(out, this);
    out.field("fail_fast", fail_fast_);
  }
  bool init(const Schema& schema, Builder& builder) {
    Ref items;
    if (!schema.dict.require_list(names.items_schema, items)) return false;
    for (const Ref& item : py::ListItems(items.get())) {
      const Node* node = builder.build(item.get(), schema.config);
      if (node == nullptr) return false;
      if (!items_.push(Child(node))) return py::no_memory();
    }
    if (!schema.dict.get(names.variadic_item_index, variadic_)) return false;
    if (variadic_ && *variadic_ >= items_.size()) {
      return schema_error("'variadic_item_index' should be an index of 'items_schema'");
    }
    return schema.get_or_config(names.strict, strict_) && limits_.init(schema) &&
           schema.dict.get(names.fail_fast, fail_fast_);
  }

 private:
  using Positions = const Child*;

  /// Whether all items, any number of them, have the same schema.
  bool has_one_schema() const { return variadic_ && items_.size() == 1; }

  /// Copies the items of a list or tuple as a block if each of them stays as it is. False: they
  /// must be validated one by one, also for the errors. True with `out` empty: an exception is set.
  bool copy_whole(const PySequence& sequence, State& state, Ref& out) const {
    const Child& item = items_[0];
    const bool any = item.node->is(NodeKind::any);
    Borrowed source = sequence.source;
    if (sequence.iterator || size_now(source) == 0 ||
        limits_.is_above(static_cast<size_t>(size_now(source))))
      return false;
    // A first item that must be validated makes the copy a waste.
    const Ref first =
        PyList_Check(source) ? py::list_item(source, 0) : borrow(PyTuple_GET_ITEM(source, 0));
    if (!first || !(any || item.leaf.takes(first.get()))) return false;
    Ref copy = copy_as_tuple(source);
    if (!copy) return true;
    const auto size = static_cast<size_t>(PyTuple_GET_SIZE(copy.get()));
    for (size_t i = 0; !any && i < size; ++i) {
      if (!item.leaf.takes(PyTuple_GET_ITEM(copy.get(), i))) return false;
    }
    if (!limits_.allow(size)) return false;
    if (any) state.floor_exactness(Exactness::strict);
    out = std::move(copy);
    return true;
  }

  /// One input on its way through the positions. Its steps answer ok to go on.
  template <class Input, class Cursor>
  struct Walk {
    using Held = typename Cursor::Held;

    const TupleNode& node;
    Input input;
    State& state;
    std::optional<size_t> length;  // that of the input, where it has one
    Cursor cursor;
    const uint32_t first = state.values.size();
    size_t calls = 0;  // items asked for so far: the index of the next one
    ItemWalk items{state, node.fail_fast_};
    ItemPath path{state};

    Outcome run() {
      if (length && !state.values.reserve(first + std::min<size_t>(*length, 1 << 16)))
        return py::no_memory();
      Outcome walked = walk();
      if (walked == Outcome::ok || items.stopped()) walked = end();
      return items.finish(walked);
    }

   private:
    Outcome walk() {
      const Positions begin = node.items_.begin();
      const Positions end = node.items_.end();
      const auto from_input = [&](Held& item) { return cursor.next(item); };
      if (!node.variadic_) {
        PC_TRY(fill(begin, end, from_input));
        Held more;
        return cursor.next(more) ? fail_long(node.items_.size()) : Outcome::ok;
      }
      const Positions variadic = begin + *node.variadic_;
      PC_TRY(fill(begin, variadic, from_input));
      if (variadic + 1 != end) return walk_to_tail(*variadic, variadic + 1, end);
      for (Held item; cursor.next(item);) PC_TRY(add(*variadic, item, calls++));
      return Outcome::ok;
    }

    /// The variadic items, and the tail that comes after them.
    Outcome walk_to_tail(const Child& variadic, Positions tail, Positions end) {
      const auto size = static_cast<size_t>(end - tail);
      Vec<Held> held;  // in a ring, the oldest at `oldest`
      size_t oldest = 0;
      for (Held item; held.size() < size && cursor.next(item);) {
        if (!held.push(std::move(item))) return py::no_memory();
      }
      // As in upstream, the indices of the tail begin at that of the last variadic item.
      size_t index = calls;
      if (held.size() == size) {
        for (Held item; cursor.next(item);) {
          index = calls++;
          std::swap(item, held[oldest]);
          oldest = (oldest + 1) % size;
          PC_TRY(add(variadic, item, index));
        }
      }
      calls = index;
      size_t taken = 0;
      return fill(tail, end, [&](Held& item) {
        if (taken == held.size()) return false;
        item = std::move(held[(oldest + taken++) % held.size()]);
        return true;
      });
    }

    /// After the last item that was looked at. Too few items are one error among the others.
    Outcome end() {
      if (cursor.failed()) {
        const Outcome failed = cursor.tell_failure(state, 1);  // counts from one, as upstream does
        return failed == Outcome::invalid ? items.alone() : failed;
      }
      const size_t size = state.values.size() - first;
      return node.limits_.min && size < *node.limits_.min
                 ? go_on(node.limits_.fail_short(input, state, kWhat, size))
                 : Outcome::ok;
    }

    /// Fills positions with items, and with defaults or errors where none are left.
    template <class Next>
    Outcome fill(Positions begin, Positions end, Next&& next) {
      for (Positions position = begin; position != end; ++position) {
        const size_t index = calls++;
        if (Held item; next(item)) {
          PC_TRY(add(*position, item, index));
        } else {
          PC_TRY(add_default(*position, index));
        }
      }
      return Outcome::ok;
    }

    Outcome add(const Child& position, const Held& item, size_t index) {
      Ref value;
      if (position.take(item.input(), state, value)) {
        if (!value) return Outcome::raised;
      } else {
        path.frame.set_index(static_cast<int64_t>(index));
        const ItemPath::Link link(path);
        const uint32_t before = state.errors.size();
        const Outcome outcome = position.node->validate(item.input(), state, value);
        if (outcome != Outcome::ok) {
          PC_TRY(items.leave_out(outcome, before, /*is_last=*/false));
          return items.check();
        }
      }
      if (!state.values.push(std::move(value))) return py::no_memory();
      return node.limits_.is_above(state.values.size() - first) ? fail_long(*node.limits_.max)
                                                                : Outcome::ok;
    }

    Outcome add_default(const Child& position, size_t index) {
      path.frame.set_index(static_cast<int64_t>(index));
      const ItemPath::Link link(path);
      Ref value;
      PC_TRY(items.take_default(position.node, value));
      if (value) return state.values.push(std::move(value)) ? Outcome::ok : py::no_memory();
      PC_TRY(go_on(state.fail(ErrorType::missing, input)));
      return items.check();
    }

    Outcome fail_long(size_t most) {
      return state.fail(ErrorType::too_long, input, kWhat, most, length);
    }
  };

  static constexpr const char* kWhat = "Tuple";

  Vec<Child> items_;
  std::optional<size_t> variadic_;
  Limits limits_;
  bool strict_ = false;
  bool fail_fast_ = false;
};

}  // namespace

const Node* build_tuple(const Schema& schema, Builder& builder) {
  return build_kind<TupleNode>(schema, builder);
}

}  // namespace pydantic_core
