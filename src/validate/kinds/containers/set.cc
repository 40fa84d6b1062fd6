// validate/kinds/containers/set.cc: sets and frozensets, which differ only in their names.
#include "validate/engine/build.h"
#include "validate/engine/streaming.h"
#include "validate/kinds/containers/items.h"

namespace pydantic_core {
namespace {

struct SetWords {
  static constexpr SequenceKind kKind = SequenceKind::set;
  static constexpr const char* kName = "set";
  static constexpr const char* kMessage = "Set";
  static constexpr Spelling kSpelling{"Set", "SetValidator"};
};

struct FrozenSetWords {
  static constexpr SequenceKind kKind = SequenceKind::frozenset;
  static constexpr const char* kName = "frozenset";
  static constexpr const char* kMessage = "Frozenset";
  static constexpr Spelling kSpelling{"FrozenSet", "FrozenSetValidator"};
};

template <class Words>
class SetNode : public KindNode<SetNode<Words>> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    typename SequenceOf<Input>::Type sequence;
    PC_TRY(read_sequence(input, state, state.strict_or(strict_), Words::kKind, sequence));
    Ref set = new_set();
    if (!set) return Outcome::raised;
    ItemWalk walk(state, fail_fast_);
    ItemPath path(state);
    const size_t most = limits_.most();
    const auto add_item = [&](auto item, Py_ssize_t index, bool is_last)
                              __attribute__((always_inline)) -> Outcome {
      Ref value;
      walk.enter(is_last);
      if (item_.take(item, state, value)) [[likely]] {
        if (!value || PySet_Add(set.get(), value.get()) < 0) return Outcome::raised;
      } else {
        const ItemPath::Link link(path);
        path.frame.set_index(index);
        const uint32_t before = state.errors.size();
        if (const Outcome outcome = add(item, state, set.get()); outcome != Outcome::ok) {
          PC_TRY(walk.leave_out(outcome, before, is_last));
          return walk.check();
        }
      }
      return size_of(set) > most ? limits_.fail_long(input, state, Words::kMessage, {})
                                 : Outcome::ok;
    };
    PC_TRY(walk.finish(for_each(sequence, state, add_item)));
    PC_TRY(limits_.check(input, state, Words::kMessage, size_of(set)));
    out = std::move(set);
    return Outcome::ok;
  }
  Outcome stream(json::Stream& in, State& state, Ref& out) const {
    using Next = json::Stream::Next;
    Ref set = new_set();
    if (!set) return Outcome::raised;
    const size_t most = limits_.most();
    Next next = in.open('[');
    for (; next == Next::item; next = in.next('[')) {
      Ref value;
      PC_TRY(stream_value(item_, in, state, value));
      if (PySet_Add(set.get(), value.get()) < 0) return Outcome::raised;
      if (size_of(set) > most) return Outcome::invalid;
    }
    if (next != Next::end || !limits_.allow(size_of(set))) return Outcome::invalid;
    out = std::move(set);
    return Outcome::ok;
  }
  /// Hashing the values of a leaf runs no user code.
  bool is_quiet(QuietSearch& search) const { return item_.leaf && search.is_quiet(item_.node); }
  void name(NameWriter& out) const { name_around(out, Words::kName, item_.node); }
  static constexpr Spelling kSpelling = Words::kSpelling;
  void describe(Describer& out) const {
    out.field("strict", strict_);
    describe_node(out, "item_validator", item_.node);
    limits_.describe(out);
    describe_name(out, this);
    out.field("fail_fast", fail_fast_);
  }
  bool init(const Schema& schema, Builder& builder) {
    Ref items;
    if (!schema.dict.get(names.items_schema, items)) return false;
    item_ = Child(items ? builder.build(items.get(), schema.config) : build_any(schema, builder));
    return item_.node != nullptr && schema.get_or_config(names.strict, strict_) &&
           limits_.init(schema) && schema.dict.get(names.fail_fast, fail_fast_);
  }

 private:
  /// Empty with MemoryError set. PySet_Add() fills a new frozenset too, as long as nobody else
  /// refers to it.
  static Ref new_set() {
    return steal(Words::kKind == SequenceKind::set ? PySet_New(nullptr) : PyFrozenSet_New(nullptr));
  }
  static size_t size_of(const Ref& set) { return static_cast<size_t>(PySet_GET_SIZE(set.get())); }

  template <class Item>
  [[gnu::always_inline]] Outcome add(Item item, State& state, Borrowed set) const {
    Ref value;
    PC_TRY(item_.node->validate(item, state, value));
    if (PySet_Add(set, value.get()) == 0) return Outcome::ok;
    if (!PyErr_ExceptionMatches(PyExc_TypeError)) return Outcome::raised;
    PyErr_Clear();
    return state.fail(ErrorType::set_item_not_hashable, item);
  }

  Child item_;
  Limits limits_;
  bool strict_ = false;
  bool fail_fast_ = false;
};

template <class Words>
const Node* build(const Schema& schema, Builder& builder) {
  return build_kind<SetNode<Words>>(schema, builder);
}

}  // namespace

const Node* build_set(const Schema& schema, Builder& builder) {
  return build<SetWords>(schema, builder);
}
const Node* build_frozenset(const Schema& schema, Builder& builder) {
  return build<FrozenSetWords>(schema, builder);
}

}  // namespace pydantic_core
