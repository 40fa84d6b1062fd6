// validate/kinds/functions/function_plain.cc: a user's function instead of any other validation.
#include "validate/kinds/functions/function.h"

namespace pydantic_core {
namespace {

class FunctionPlainNode : public KindNode<FunctionPlainNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    Ref object = input.to_object();
    if (object) out = function_.call(object.get(), state);
    return out ? Outcome::ok : convert_exception(state.errors, input.as_error_input(), state.path);
  }
  void name(NameWriter& out) const {
    out.out << "function-plain[";
    function_.append_name(out.out);
    out.out << ']';
  }
  static constexpr Spelling kSpelling{"FunctionPlain", "FunctionPlainValidator"};
  void describe(Describer& out) const {
    function_.describe(out);
    describe_name(out, this);
    function_.describe_rest(out);
  }
  template <class F>
  void each_ref(F&& f) {
    function_.each_ref(f);
  }

  UserFunction function_;
};

}  // namespace

const Node* build_function_plain(const Schema& schema, Builder& builder) {
  auto* node = builder.make<FunctionPlainNode>();
  return node != nullptr && node->function_.init(schema) ? node : nullptr;
}

}  // namespace pydantic_core
