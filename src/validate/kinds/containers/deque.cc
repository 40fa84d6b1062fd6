// validate/kinds/containers/deque.cc: collections.deque. The result for a deque has the maxlen of
// the input. It has no more items than the input, so no items are dropped.
#include "py/collections.h"
#include "validate/kinds/containers/items_node.h"

namespace pydantic_core {
namespace {

class DequeNode : public ItemsNode<DequeNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    typename SequenceOf<Input>::Type sequence;
    std::optional<size_t> most;
    PC_TRY(open(input, state, sequence, most));
    const uint32_t first = state.values.size();
    PC_TRY(validate_items(input, sequence, rules_, state));
    const Ref list = take_list(state, first);
    if (list) out = py::make_deque(list.get(), most);
    return out ? Outcome::ok : Outcome::raised;
  }
  static constexpr const char* kName = "deque";
  static constexpr const char* kWhat = "Deque";
  static constexpr Spelling kSpelling{"Deque", "DequeValidator"};
  static Ref take(State& state, uint32_t first) {
    const Ref list = take_list(state, first);
    return list ? py::make_deque(list.get(), std::nullopt) : Ref();
  }

 private:
  /// `most`: the maxlen of a deque that has one.
  template <class Input, class Sequence>
  Outcome open(Input input, State& state, Sequence& out,
               [[maybe_unused]] std::optional<size_t>& most) const {
    if constexpr (std::is_same_v<Input, PyInput>) {
      const int is_deque = py::is_deque(input.object);
      if (is_deque < 0) return Outcome::raised;
      if (is_deque > 0) {
        if (!py::read_maxlen(input.object, most)) return Outcome::raised;
        return open_deque(input, state, out);
      }
    }
    return read_sequence(input, state, state.strict_or(strict_), SequenceKind::deque, out);
  }
};

}  // namespace

const Node* build_deque(const Schema& schema, Builder& builder) {
  return build_kind<DequeNode>(schema, builder);
}

}  // namespace pydantic_core
