// validate/kinds/wrappers/lax_or_strict.cc: one schema for lax mode, another for strict mode.
#include "validate/engine/build.h"

namespace pydantic_core {
namespace {

class LaxOrStrictNode : public KindNode<LaxOrStrictNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    if (state.strict_or(strict_)) return when_strict_->validate(input, state, out);
    if (state.exactness != Exactness::unknown) {
      // A smart union wants to know how closely the input matches: a strict match counts as one.
      const ForgottenErrors forgotten(state);
      const Outcome outcome = when_strict_->validate(input, state, out);
      if (outcome == Outcome::ok) return outcome;
      if (outcome == Outcome::raised) {
        if (PyErr_ExceptionMatches(PyExc_MemoryError)) return outcome;
        PyErr_Clear();
      }
      state.floor_exactness(Exactness::lax);
    }
    return when_lax_->validate(input, state, out);
  }
  bool is_quiet(QuietSearch& search) const {
    return search.is_quiet(when_lax_) && search.is_quiet(when_strict_);
  }
  void name(NameWriter& out) const {
    NameWriter inner = out.inner();
    out.out << "lax-or-strict[lax=";
    when_lax_->name(inner);
    out.out << ",strict=";
    when_strict_->name(inner);
    out.out << ']';
  }
  static constexpr Spelling kSpelling{"LaxOrStrict", "LaxOrStrictValidator"};
  void describe(Describer& out) const {
    out.field("strict", strict_);
    describe_node(out, "lax_validator", when_lax_);
    describe_node(out, "strict_validator", when_strict_);
    describe_name(out, this);
  }
  bool init(const Schema& schema, Builder& builder) {
    when_lax_ = builder.build_inner(schema, names.lax_schema);
    if (when_lax_ == nullptr) return false;
    when_strict_ = builder.build_inner(schema, names.strict_schema);
    return when_strict_ != nullptr && schema.get_or_config(names.strict, strict_);
  }

 private:
  const Node* when_lax_ = nullptr;
  const Node* when_strict_ = nullptr;
  bool strict_ = false;
};

}  // namespace

const Node* build_lax_or_strict(const Schema& schema, Builder& builder) {
  return build_kind<LaxOrStrictNode>(schema, builder);
}

}  // namespace pydantic_core
