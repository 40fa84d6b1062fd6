// serialize/kinds/unions/union.cc: union. See choices.h.
#include "py/sync.h"
#include "serialize/kinds/unions/choices.h"

namespace pydantic_core {
namespace {

class UnionSerializer : public UnionBase<UnionSerializer> {
 public:
  static constexpr Spelling kSpelling{"Union", "UnionSerializer"};
  template <class Attempt>
  Tried attempt(Borrowed, const SerNode* own, SerState& state, Attempt&& attempt, Ref& made) const {
    return choices_.try_all(own, state, attempt, made);
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
  if (node->choices_.size() == 0) return schema_error("One or more union choices required");
  return node->choices_.size() == 1 ? node->choices_[0] : node;
}

}  // namespace pydantic_core
