// validate/kinds/scalars/callable.cc: anything that can be called.
#include "validate/engine/build.h"

namespace pydantic_core {
namespace {

class CallableNode : public KindNode<CallableNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    state.floor_exactness(Exactness::lax);
    Borrowed object = input.as_python();
    if (object == nullptr || !PyCallable_Check(object))
      return state.fail(ErrorType::callable_type, input);
    out = borrow(object);
    return Outcome::ok;
  }
  void name(NameWriter& out) const { out.out << "callable"; }
  static constexpr Spelling kSpelling{"Callable", "CallableValidator"};
};

constexpr CallableNode kNode;

}  // namespace

const Node* build_callable(const Schema&, Builder&) { return &kNode; }

}  // namespace pydantic_core
