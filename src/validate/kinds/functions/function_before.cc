// validate/kinds/functions/function_before.cc: a user's function before the inner validation.
#include "validate/kinds/functions/function.h"

namespace pydantic_core {
namespace {

class FunctionBeforeNode : public FunctionBesideNode<FunctionBeforeNode> {
 public:
  static constexpr const char* kName = "function-before";
  static constexpr Spelling kSpelling{"FunctionBefore", "FunctionBeforeValidator"};

  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    Ref object = input.to_object();
    Ref value = object ? function_.call(object.get(), state) : Ref();
    if (!value) return convert_exception(state.errors, input.as_error_input(), state.path);
    return inner_->validate(PyInput{value.get()}, state, out);
  }
  Outcome assign(const Assignment& assignment, State& state, Ref& out) const {
    Ref value = function_.call(assignment.object, state);
    if (!value)
      return convert_exception(state.errors, PyInput{assignment.object}.as_error_input(),
                               state.path);
    return inner_->assign(Assignment{value.get(), assignment.field_name, assignment.value}, state,
                          out);
  }
};

}  // namespace

const Node* build_function_before(const Schema& schema, Builder& builder) {
  return build_kind<FunctionBeforeNode>(schema, builder);
}

}  // namespace pydantic_core
