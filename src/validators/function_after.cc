// validators/function_after.cc: a user's function after the inner validation.
#include "validators/function.h"

namespace pydantic_core {
namespace {

class FunctionAfterNode : public KindNode<FunctionAfterNode, NodeKind::function_after> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    Ref value;
    PC_TRY(inner_->validate(input, state, value));
    out = function_.call(value.get(), state);
    return out ? Outcome::ok : convert_exception(state.errors, input.as_error_input(), state.path);
  }
  Outcome assign(const Assignment& assignment, State& state, Ref& out) const {
    Ref value;
    PC_TRY(inner_->assign(assignment, state, value));
    out = function_.call(value.get(), state);
    if (out) return Outcome::ok;
    return convert_exception(state.errors, PyInput{assignment.object}.as_error_input(), state.path);
  }
  void name(NameWriter& out) const {
    NameWriter inner{out.out, true};
    out.out << "function-after[";
    function_.append_name(out.out);
    out.out << ", ";
    inner_->name(inner);
    out.out << ']';
  }
  void describe(Describer& out) const {
    out.open_tuple("FunctionAfter");
    out.open("FunctionAfterValidator");
    out.field("validator");
    inner_->describe(out);
    function_.describe(out);
    describe_name(out, "name", this);
    function_.describe_rest(out);
    out.close();
    out.close_tuple();
  }
  template <class F>
  void each_ref(F&& f) {
    function_.each_ref(f);
  }

  const Node* inner_ = nullptr;
  UserFunction function_;
};

}  // namespace

const Node* build_function_after(const Schema& schema, Builder& builder) {
  auto* node = builder.make<FunctionAfterNode>();
  if (node == nullptr) return nullptr;
  node->inner_ = builder.build_inner(schema, names.schema);
  return node->inner_ != nullptr && node->function_.init(schema) ? node : nullptr;
}

}  // namespace pydantic_core
