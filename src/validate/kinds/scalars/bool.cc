// validate/kinds/scalars/bool.cc: true and false.
#include "validate/engine/build.h"

namespace pydantic_core {
namespace {

class BoolNode : public KindNode<BoolNode> {
 public:
  constexpr explicit BoolNode(bool strict) : strict_(strict) {}

  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    bool value;
    PC_TRY(read_bool(input, state, state.strict_or(strict_), value));
    out = borrow(value ? Py_True : Py_False);
    return Outcome::ok;
  }
  Leaf leaf() const { return {&PyBool_Type}; }
  bool is_quiet(QuietSearch&) const { return true; }
  void name(NameWriter& out) const { out.out << "bool"; }
  static constexpr Spelling kSpelling{"Bool", "BoolValidator"};
  void describe(Describer& out) const { out.field("strict", strict_); }

 private:
  bool strict_;
};

constexpr BoolNode kLax(false);
constexpr BoolNode kStrict(true);

}  // namespace

const Node* build_bool(const Schema& schema, Builder&) {
  bool strict = false;
  if (!schema.get_or_config(names.strict, strict)) return nullptr;
  return strict ? &kStrict : &kLax;
}

}  // namespace pydantic_core
