// validate/kinds/wrappers/chain.cc: steps one after the other, each validating what the one before
// it made.
#include "py/sync.h"
#include "validate/engine/build.h"

namespace pydantic_core {
namespace {

class ChainNode : public KindNode<ChainNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    Ref value;
    PC_TRY(steps_[0]->validate(input, state, value));
    for (uint32_t i = 1; i < steps_.size(); ++i) {
      Ref next;
      PC_TRY(steps_[i]->validate(PyInput{value.get()}, state, next));
      value = std::move(next);
    }
    out = std::move(value);
    return Outcome::ok;
  }
  void name(NameWriter& out) const {
    NameWriter inner = out.inner();
    out.out << "chain[";
    for (uint32_t i = 0; i < steps_.size(); ++i) {
      if (i != 0) out.out << ',';
      steps_[i]->name(inner);
    }
    out.out << ']';
  }
  static constexpr Spelling kSpelling{"Chain", "ChainValidator"};
  void describe(Describer& out) const {
    out.field_list("steps", steps_, [&](const Node* step) { step->describe(out); });
    describe_name(out, this);
  }

  Vec<const Node*> steps_;
};

/// Adds a step; the steps of a chain within the chain become its own.
bool add_step(const Node* step, Vec<const Node*>& steps) {
  if (step->ops != &kOps<ChainNode>) return steps.push(step) || py::no_memory();
  for (const Node* inner : static_cast<const ChainNode*>(step)->steps_) {
    if (!steps.push(inner)) return py::no_memory();
  }
  return true;
}

}  // namespace

const Node* build_chain(const Schema& schema, Builder& builder) {
  Ref list;
  if (!schema.dict.require_list(names.steps, list)) return nullptr;
  Vec<const Node*> steps;
  for (const Ref& item : py::ListItems(list.get())) {
    const Node* step = builder.build(item.get(), schema.config);
    if (step == nullptr || !add_step(step, steps)) return nullptr;
  }
  if (steps.empty()) return schema_error("One or more steps are required for a chain validator");
  if (steps.size() == 1) return steps[0];
  auto* node = builder.make<ChainNode>();
  if (node != nullptr) node->steps_ = std::move(steps);
  return node;
}

}  // namespace pydantic_core
