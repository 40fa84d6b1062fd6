// validate/kinds/containers/list.cc: lists of items that all have one schema.
#include "validate/engine/build.h"
#include "validate/engine/streaming.h"
#include "validate/kinds/containers/items.h"

namespace pydantic_core {
namespace {

class ListNode : public KindNode<ListNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    typename SequenceOf<Input>::Type sequence;
    PC_TRY(read_sequence(input, state, state.strict_or(strict_), SequenceKind::list, sequence));
    if constexpr (std::is_same_v<Input, PyInput>) {
      if (PyList_Check(input.object) && may_be_leaves(input.object)) {
        // Of the copy, which nobody else can change, all items are looked at.
        Ref copy = steal(PyList_GetSlice(input.object, 0, PY_SSIZE_T_MAX));
        if (!copy) return Outcome::raised;
        if (are_leaves(copy.get())) {
          PC_TRY(rules_.limits.check(input, state, rules_.what,
                                     static_cast<size_t>(PyList_GET_SIZE(copy.get()))));
          out = std::move(copy);
          return Outcome::ok;
        }
      }
    }
    const uint32_t first = state.values.size();
    PC_TRY(validate_items(input, sequence, rules_, state));
    out = take_list(state, first);
    return out ? Outcome::ok : Outcome::raised;
  }
  bool is_quiet(QuietSearch& search) const { return search.is_quiet_or_none(rules_.item.node); }
  Outcome stream(json::Stream& in, State& state, Ref& out) const {
    if (rules_.item.node == nullptr) return validate_tree(this, in, state, out);
    using Next = json::Stream::Next;
    const uint32_t first = state.values.size();
    Next next = in.open('[');
    for (; next == Next::item; next = in.next('[')) {
      Ref value;
      PC_TRY(stream_value(rules_.item, in, state, value));
      if (!state.values.push(std::move(value))) return py::no_memory();
    }
    if (next != Next::end || !rules_.limits.allow(state.values.size() - first))
      return Outcome::invalid;
    out = take_list(state, first);
    return out ? Outcome::ok : Outcome::raised;
  }
  void name(NameWriter& out) const {
    out.out << "list[";
    if (rules_.item.node != nullptr) {
      rules_.item.node->name(out);
    } else {
      out.out << "any";
    }
    out.out << ']';
  }
  static constexpr Spelling kSpelling{"List", "ListValidator"};
  void describe(Describer& out) const {
    const bool unnamed = out.take_unnamed();
    out.field("strict", strict_);
    if (unnamed && rules_.item.node != nullptr) out.leave_unnamed();
    describe_inner(out, "item_validator", rules_.item.node);
    rules_.limits.describe(out);
    out.field("name");
    out.open_tuple("OnceLock");
    if (unnamed) {
      out.out() << "<uninit>";
    } else {
      Text text;
      Node::write_name(this, text);
      out.quoted(text);
    }
    out.close_tuple();
    out.field("fail_fast", rules_.fail_fast);
  }
  bool init(const Schema& schema, Builder& builder) {
    rules_.what = "List";
    const Node* item = nullptr;
    if (!build_items(schema, builder, item)) return false;
    rules_.item = Child(item);
    return schema.get_or_config(names.strict, strict_) && rules_.limits.init(schema) &&
           schema.dict.get(names.fail_fast, rules_.fail_fast);
  }

 private:
  /// Whether it is worth a copy to find out whether all items stay what they are.
  bool may_be_leaves(Borrowed list) const {
    if (rules_.limits.is_above(static_cast<size_t>(PyList_GET_SIZE(list)))) return false;
    if (rules_.item.node == nullptr) return true;
    const Ref first = rules_.item.leaf ? py::list_item(list, 0) : Ref();
    return first && rules_.item.leaf.takes(first.get());
  }
  bool are_leaves(Borrowed own_list) const {
    return rules_.item.node == nullptr ||
           py::all_own_items(own_list, [&](Borrowed item) { return rules_.item.leaf.takes(item); });
  }

  ItemRules rules_{};
  bool strict_ = false;
};

}  // namespace

const Node* build_list(const Schema& schema, Builder& builder) {
  return build_kind<ListNode>(schema, builder);
}

}  // namespace pydantic_core
