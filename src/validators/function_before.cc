// validators/function_before.cc: a user's function before the inner validation.
#include "validators/function.h"

namespace pydantic_core {
namespace {

class FunctionBeforeNode : public KindNode<FunctionBeforeNode> {
 public:
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
  void name(NameWriter& out) const {
    NameWriter inner{out.out, true};
    out.out << "function-before[";
    function_.append_name(out.out);
    out.out << ", ";
    inner_->name(inner);
    out.out << ']';
  }
  void describe(Describer& out) const {
    out.open_tuple("FunctionBefore");
    out.open("FunctionBeforeValidator");
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

const Node* build_function_before(const Schema& schema, Builder& builder) {
  auto* node = builder.make<FunctionBeforeNode>();
  if (node == nullptr) return nullptr;
  node->inner_ = builder.build_inner(schema, names.schema);
  return node->inner_ != nullptr && node->function_.init(schema) ? node : nullptr;
}

}  // namespace pydantic_core
