// validate/engine/prebuilt.cc: see prebuilt.h.
#include "validate/engine/prebuilt.h"

#include "validate/engine/streaming.h"

namespace pydantic_core {
namespace {

/// Lends validation alone: upstream's neither assigns nor has a default.
class PrebuiltNode : public KindNode<PrebuiltNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    return node_->validate(input, state, out);
  }
  /// For text, the validator remembers the answer: classes that contain each other have many paths
  /// between them.
  bool is_quiet(QuietSearch& search) const {
    return search.is_for_text() ? is_quiet_for_text(validator_.get()) : search.is_quiet(node_);
  }
  Foresight foresee() const { return {.same_as = node_}; }
  Outcome stream(json::Stream& in, State& state, Ref& out) const {
    return stream_container(node_, in, state, out);
  }
  /// Its graph is built: it keeps no more names.
  void name(NameWriter& out) const { Node::write_name(node_, out.out); }
  static constexpr Spelling kSpelling{"Prebuilt", "PrebuiltValidator"};
  void describe(Describer& out) const { out.field_object("schema_validator", validator_.get()); }
  template <class F>
  void each_ref(F&& f) {
    f(validator_);
  }

  Ref validator_;  // the SchemaValidator that owns node_
  const Node* node_ = nullptr;
};

/// The validator that a class has: pydantic's plugins put a wrapper in its place. Empty where it is
/// none. False with MemoryError set.
bool unwrap(Ref& validator) {
  if (!kPrebuiltMayBeWrapped || !validator || root_node_of(validator.get()) != nullptr) return true;
  validator = steal(PyObject_GetAttr(validator.get(), names.pydantic_schema_validator));
  return validator || forgive();
}

}  // namespace

bool find_prebuilt(SchemaDict schema, ClassKind kind, Builder& builder, const Node*& out) {
  Ref validator;
  if (!get_prebuilt(schema, kind, names.pydantic_validator, validator) || !unwrap(validator))
    return false;
  const Node* root = validator ? root_node_of(validator.get()) : nullptr;
  // Function validators around the class's own may depend on where they stand: those are built
  // anew.
  if (root == nullptr || root->is(NodeKind::function_wrap) || root->is(NodeKind::function_after))
    return true;
  auto* node = builder.make<PrebuiltNode>();
  if (node == nullptr) return false;
  node->validator_ = std::move(validator);
  node->node_ = root;
  out = node;
  return true;
}

}  // namespace pydantic_core
