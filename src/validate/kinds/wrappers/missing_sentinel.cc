// validate/kinds/wrappers/missing_sentinel.cc: pydantic_core.MISSING itself, which stands for "no
// value" where None is one; in later editions also what a schema inside takes.
#include "py/missing.h"
#include "validate/engine/build.h"
#include "validate/engine/streaming.h"

namespace pydantic_core {
namespace {

class MissingSentinelNode : public KindNode<MissingSentinelNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    if (Borrowed object = input.as_python()) {
      Borrowed missing = import_missing_sentinel();
      if (missing == nullptr) return Outcome::raised;
      if (object == missing) {
        out = borrow(object);
        return Outcome::ok;
      }
    }
    return inner_ != nullptr ? inner_->validate(input, state, out)
                             : state.fail(ErrorType::missing_sentinel_error, input);
  }
  /// No text is MISSING; an object is compared with it, which may import the package.
  bool is_quiet(QuietSearch& search) const {
    return search.is_for_text() && search.is_quiet_or_none(inner_);
  }
  Outcome stream(json::Stream& in, State& state, Ref& out) const {
    return inner_ != nullptr ? stream_container(inner_, in, state, out) : Outcome::invalid;
  }
  Leaf leaf() const { return inner_ != nullptr ? inner_->leaf() : Leaf(); }
  void name(NameWriter& out) const {
    if (inner_ != nullptr) {
      name_around(out, "missing-sentinel", inner_);
    } else {
      out.out << "missing-sentinel";
    }
  }
  static constexpr Spelling kSpelling{"MissingSentinel", "MissingSentinelValidator"};
  void describe(Describer& out) const {
    if (!kMissingSentinelWraps) return;
    describe_inner(out, "validator", inner_);
    describe_name(out, this);
  }
  bool init(const Schema& schema, Builder& builder) {
    Ref inner;
    if (!schema.dict.get_dict(names.schema, inner)) return false;
    if (inner) inner_ = builder.build(inner.get(), schema.config);
    return !inner || inner_ != nullptr;
  }

 private:
  const Node* inner_ = nullptr;
};

constexpr MissingSentinelNode kMissingSentinel;

}  // namespace

const Node* build_missing_sentinel(const Schema& schema, Builder& builder) {
  if (!kMissingSentinelWraps) return &kMissingSentinel;
  return build_kind<MissingSentinelNode>(schema, builder);
}

}  // namespace pydantic_core
