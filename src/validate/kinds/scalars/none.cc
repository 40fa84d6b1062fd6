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
  void describe(Describer& out) const {
    out.open_tuple("None");
    out.open("NoneValidator");
    out.close();
    out.close_tuple();
  }
};

constexpr NoneNode kNone;

}  // namespace

const Node* build_none(const Schema&, Builder&) { return &kNone; }

}  // namespace pydantic_core
