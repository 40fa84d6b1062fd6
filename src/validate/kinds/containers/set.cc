// validate/kinds/containers/set.cc: sets and frozensets, which differ in their words alone.
#include "validate/engine/build.h"
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
    // A frozenset takes items as long as nobody else has it.
    Ref set =
        steal(Words::kKind == SequenceKind::set ? PySet_New(nullptr) : PyFrozenSet_New(nullptr));
    if (!set) return Outcome::raised;
    const uint32_t mark = state.errors.size();
    const PartialMode partial = state.allow_partial;
    const size_t most = limits_.max.value_or(SIZE_MAX);
    bool stopped = false;
    ItemPath path(state);
    const auto add_item = [&](auto item, Py_ssize_t index, bool is_last)
                              __attribute__((always_inline)) -> Outcome {
      Ref value;
      if (partial != PartialMode::off) [[unlikely]]
        state.allow_partial = is_last ? partial : PartialMode::off;
      if (item_.take(item, state, value)) [[likely]] {
        if (!value || PySet_Add(set.get(), value.get()) < 0) return Outcome::raised;
        return size_of(set) > most ? Outcome::invalid : Outcome::ok;
      }
      const ItemPath::Link link(path);
      path.frame.set_index(index);
      const uint32_t before = state.errors.size();
      const Outcome result = add(item, state, set.get());
      if (result == Outcome::ok) return size_of(set) > most ? Outcome::invalid : Outcome::ok;
      if (result == Outcome::omit) return Outcome::ok;
      if (result != Outcome::invalid) return result;
      if (is_last) state.errors.truncate(before);
      stopped = fail_fast_ && state.errors.size() != mark;
      return stopped ? Outcome::invalid : Outcome::ok;
    };
    const Outcome outcome = for_each(sequence, state, add_item);
    if (size_of(set) > most) {
      state.errors.truncate(mark);
      return limits_.fail_long(input, state, Words::kMessage, {});
    }
    // If iteration itself failed, report only that error.
    if (outcome == Outcome::invalid && !stopped) state.errors.keep_last(mark);
    if (outcome != Outcome::ok) return outcome;
    if (state.errors.size() != mark) return Outcome::invalid;
    PC_TRY(limits_.check(input, state, Words::kMessage, size_of(set)));
    out = std::move(set);
    return Outcome::ok;
  }
  /// What a leaf gives is hashed by CPython alone.
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
