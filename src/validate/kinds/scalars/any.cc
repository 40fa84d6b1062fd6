// validate/kinds/scalars/any.cc: takes anything as it is.
#include "validate/engine/build.h"
#include "validate/engine/streaming.h"

namespace pydantic_core {
namespace {

class AnyNode : public KindNode<AnyNode, NodeKind::any> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    // In a union Any is to be preferred to lax coercions.
    state.floor_exactness(Exactness::strict);
    out = input.to_object(state.cache_strings);
    return out ? Outcome::ok : Outcome::raised;
  }
  Outcome stream(json::Stream& in, State& state, Ref& out) const {
    state.floor_exactness(Exactness::strict);
    py::JsonReader reader(in, state.cache_strings);
    return take_value(reader, out);
  }
  bool is_quiet(QuietSearch&) const { return true; }
  void name(NameWriter& out) const { out.out << "any"; }
  static constexpr Spelling kSpelling{"Any", "AnyValidator"};
};

constexpr AnyNode kAny;

}  // namespace

const Node* build_any(const Schema&, Builder&) { return &kAny; }

}  // namespace pydantic_core
