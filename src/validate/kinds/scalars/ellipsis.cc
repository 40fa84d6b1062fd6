// validate/kinds/scalars/ellipsis.cc: `...` itself, which JSON and strings do not have.
#include "validate/engine/build.h"

namespace pydantic_core {
namespace {

class EllipsisNode : public KindNode<EllipsisNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    if (input.as_python() != Py_Ellipsis) return state.fail(ErrorType::ellipsis_error, input);
    out = borrow(Py_Ellipsis);
    return Outcome::ok;
  }
  bool is_quiet(QuietSearch&) const { return true; }
  void name(NameWriter& out) const { out.out << "ellipsis"; }
  static constexpr Spelling kSpelling{"Ellipsis", "EllipsisValidator"};
};

constexpr EllipsisNode kEllipsis;

}  // namespace

const Node* build_ellipsis(const Schema&, Builder&) { return &kEllipsis; }

}  // namespace pydantic_core
