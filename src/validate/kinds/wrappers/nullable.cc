// validate/kinds/wrappers/nullable.cc: None, or what the inner schema takes.
#include "validate/engine/build.h"
#include "validate/engine/streaming.h"

namespace pydantic_core {
namespace {

class NullableNode : public KindNode<NullableNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    if (!input.is_none()) return inner_->validate(input, state, out);
    out = borrow(Py_None);
    return Outcome::ok;
  }
  Outcome stream(json::Stream& in, State& state, Ref& out) const {
    return stream_container(inner_, in, state, out);
  }
  Leaf leaf() const { return inner_->leaf().or_none(); }
  bool is_quiet(QuietSearch& search) const { return search.is_quiet(inner_); }
  void name(NameWriter& out) const { name_around(out, "nullable", inner_); }
  static constexpr Spelling kSpelling{"Nullable", "NullableValidator"};
  void describe(Describer& out) const {
    describe_node(out, "validator", inner_);
    describe_name(out, this);
  }

  const Node* inner_ = nullptr;
};

}  // namespace

const Node* build_nullable(const Schema& schema, Builder& builder) {
  auto* node = builder.make<NullableNode>();
  if (node == nullptr) return nullptr;
  node->inner_ = builder.build_inner(schema, names.schema);
  return node->inner_ != nullptr ? node : nullptr;
}

}  // namespace pydantic_core
