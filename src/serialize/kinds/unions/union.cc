// serialize/kinds/unions/union.cc: union. See choices.h.
#include <algorithm>

#include "py/sync.h"
#include "schema/parts.h"
#include "serialize/kinds/unions/choices.h"

namespace pydantic_core {
namespace {

class UnionSerializer : public UnionBase<UnionSerializer> {
 public:
  static constexpr Spelling kSpelling{"Union", "UnionSerializer"};
  Tried try_value(const Choice* own, Attempt& attempt, Ref& made) const {
    return choices_.try_all(own, attempt.state, attempt, made);
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    const Choice* likely = nullptr;
    if (Choices::first_check(state) == SerCheck::strict) {
      Scoped<SerCheck> check(state.check, SerCheck::strict);
      likely = choices_.for_type(Py_TYPE(value));
      if (likely != nullptr && write_choice(*likely, value, state, out)) return true;
    }
    return UnionBase::to_json(value, state, out, likely);
  }
  SerLeaf leaf() const {
    return SerLeaf::whole(std::any_of(choices_.begin(), choices_.end(), [](const Choice& choice) {
      return choice.leaf.may_be_whole();
    }));
  }
  /// As try_all() with a strict check does, where all choices before one that takes the value are
  /// known to refuse it.
  bool whole(Borrowed value, Whole& to) const {
    const Choice* const choice = choices_.for_type(Py_TYPE(value));
    return choice != nullptr && choice->write_whole(value, to);
  }
  void name(Text& out) const {
    out << "Union[";
    choices_.append_names(out);
    out << ']';
  }
  void describe(Describer& out) const {
    choices_.describe(out);
    describe_name(out, this);
  }
};

}  // namespace

const SerNode* build_union_serializer(const Schema& schema, SerBuilder& builder) {
  Ref choices;
  if (!schema.dict.require_list(names.choices, choices)) return nullptr;
  auto* node = builder.make<UnionSerializer>();
  if (node == nullptr) return nullptr;
  for (const Ref& choice : py::ListItems(choices.get())) {
    const bool is_labelled = PyTuple_Check(choice.get()) && PyTuple_GET_SIZE(choice.get()) > 0;
    const SerNode* built = builder.build(
        is_labelled ? PyTuple_GET_ITEM(choice.get(), 0) : choice.get(), schema.config);
    if (built == nullptr || !node->choices_.push(built)) return nullptr;
  }
  if (node->choices_.size() == 0) return refuse_no_choices();
  return node->choices_.size() == 1 ? node->choices_[0].node : node;
}

}  // namespace pydantic_core
