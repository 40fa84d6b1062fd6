// validate/kinds/functions/function_after.cc: a user's function after the inner validation.
#include "validate/kinds/functions/function.h"

namespace pydantic_core {
namespace {

class FunctionAfterNode : public FunctionBesideNode<FunctionAfterNode, NodeKind::function_after> {
 public:
  static constexpr const char* kName = "function-after";
  static constexpr Spelling kSpelling{"FunctionAfter", "FunctionAfterValidator"};

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
};

}  // namespace

const Node* build_function_after(const Schema& schema, Builder& builder) {
  return build_kind<FunctionAfterNode>(schema, builder);
}

}  // namespace pydantic_core
