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
  for (Py_ssize_t i = 0; node != nullptr && i < PyList_GET_SIZE(choices.get()); ++i) {
    Ref choice = py::list_item(choices.get(), i);
    // (schema, label)
    if (PyTuple_Check(choice.get()) && PyTuple_GET_SIZE(choice.get()) > 0) {
      choice = borrow(PyTuple_GET_ITEM(choice.get(), 0));
    }
    const SerNode* built = builder.build(choice.get(), schema.config);
    if (built == nullptr || !node->choices_.push(built)) return nullptr;
  }
  if (node != nullptr && node->choices_.size() == 0) {
    schema_error("One or more union choices required");
    return nullptr;
  }
  return node != nullptr && node->choices_.size() == 1 ? node->choices_[0] : node;
}

}  // namespace pydantic_core
