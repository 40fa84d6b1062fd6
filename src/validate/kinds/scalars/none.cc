// validate/kinds/scalars/none.cc: None, null in JSON.
#include "validate/engine/build.h"

namespace pydantic_core {
namespace {

class NoneNode : public KindNode<NoneNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    if (!input.is_none()) return state.fail(ErrorType::none_required, input);
    out = borrow(Py_None);
    return Outcome::ok;
  }
  bool is_quiet(QuietSearch&) const { return true; }
  void name(NameWriter& out) const { out.out << "none"; }
  static constexpr Spelling kSpelling{"None", "NoneValidator"};
};

constexpr NoneNode kNone;

}  // namespace

const Node* build_none(const Schema&, Builder&) { return &kNone; }

}  // namespace pydantic_core
