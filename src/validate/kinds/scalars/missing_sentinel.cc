// validate/kinds/scalars/missing_sentinel.cc: pydantic_core.MISSING itself, which stands for "no
// value" where None is one.
#include "oncecell/oncecell.h"
#include "validate/engine/build.h"

namespace pydantic_core {
namespace {

// The package makes it, after this module: there is nothing to look for before a value comes.
constinit oncecell::ImportCell missing_cell{"pydantic_core", "MISSING"};

class MissingSentinelNode : public KindNode<MissingSentinelNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    if (Borrowed object = input.as_python()) {
      Borrowed missing = missing_cell.get_or_import();
      if (missing == nullptr) return Outcome::raised;
      if (object == missing) {
        out = borrow(object);
        return Outcome::ok;
      }
    }
    return state.fail(ErrorType::missing_sentinel_error, input);
  }
  void name(NameWriter& out) const { out.out << "missing-sentinel"; }
  static constexpr Spelling kSpelling{"MissingSentinel", "MissingSentinelValidator"};
};

constexpr MissingSentinelNode kMissingSentinel;

}  // namespace

const Node* build_missing_sentinel(const Schema&, Builder&) { return &kMissingSentinel; }

}  // namespace pydantic_core
