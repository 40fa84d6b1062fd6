// validators/list.cc: lists of items that all have one schema.
#include "validators/build.h"
#include "validators/items.h"

namespace pydantic_core {
namespace {

class ListNode : public KindNode<ListNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    typename SequenceOf<Input>::Type sequence;
    PC_TRY(read_sequence(input, state, state.strict_or(strict_), SequenceKind::list, sequence));
    if constexpr (std::is_same_v<Input, PyInput>) {
      if (rules_.item == nullptr && PyList_Check(input.object)) return copy(input, state, out);
    }
    const uint32_t first = state.values.size();
    PC_TRY(validate_items(input, sequence, rules_, state));
    out = take_list(state, first);
    return out ? Outcome::ok : Outcome::raised;
  }
  void name(NameWriter& out) const {
    out.out << "list[";
    if (rules_.item != nullptr) {
      rules_.item->name(out);
    } else {
      out.out << "any";
    }
    out.out << ']';
  }
  void describe(Describer& out) const {
    const bool unnamed = out.take_unnamed();
    out.open_tuple("List");
    out.open("ListValidator");
    out.field("strict", strict_);
    if (unnamed && rules_.item != nullptr) out.leave_unnamed();
    describe_inner(out, "item_validator", rules_.item);
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
    out.close();
    out.close_tuple();
  }
  bool init(const Schema& schema, Builder& builder) {
    rules_.what = "List";
    return build_items(schema, builder, rules_.item) &&
           schema.get_or_config(names.strict, strict_) && rules_.limits.init(schema) &&
           schema.dict.get(names.fail_fast, rules_.fail_fast);
  }

 private:
  /// A list whose items need no validation.
  Outcome copy(PyInput input, State& state, Ref& out) const {
    PC_TRY(rules_.limits.check(input, state, rules_.what,
                               static_cast<size_t>(PyList_GET_SIZE(input.object))));
    out = steal(PyList_GetSlice(input.object, 0, PY_SSIZE_T_MAX));
    return out ? Outcome::ok : Outcome::raised;
  }

  ItemRules rules_{};
  bool strict_ = false;
};

}  // namespace

const Node* build_list(const Schema& schema, Builder& builder) {
  auto* node = builder.make<ListNode>();
  return node != nullptr && node->init(schema, builder) ? node : nullptr;
}

}  // namespace pydantic_core
