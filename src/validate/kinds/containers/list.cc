// validate/kinds/containers/list.cc: lists of items that all have one schema.
#include "validate/kinds/containers/items_node.h"

namespace pydantic_core {
namespace {

class ListNode : public ItemsNode<ListNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    typename SequenceOf<Input>::Type sequence;
    PC_TRY(read_sequence(input, state, state.strict_or(strict_), SequenceKind::list, sequence));
    if constexpr (std::is_same_v<Input, PyInput>) {
      if (PyList_Check(input.object) && may_be_leaves(input.object)) {
        // All items of the copy are checked, since nobody else can change it.
        Ref copy = py::copy_list(input.object);
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
  static constexpr const char* kName = "list";
  static constexpr const char* kWhat = "List";
  static constexpr Spelling kSpelling{"List", "ListValidator"};
  static Ref take(State& state, uint32_t first) { return take_list(state, first); }

 private:
  /// Whether it is likely that all items are leaves, so that copying the list to check is worth it.
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
};

}  // namespace

const Node* build_list(const Schema& schema, Builder& builder) {
  return build_kind<ListNode>(schema, builder);
}

}  // namespace pydantic_core
