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
    NameWriter inner{out.out, true};
    out.out << "lax-or-strict[lax=";
    when_lax_->name(inner);
    out.out << ",strict=";
    when_strict_->name(inner);
    out.out << ']';
  }
  void describe(Describer& out) const {
    out.open_tuple("LaxOrStrict");
    out.open("LaxOrStrictValidator");
    out.field("strict", strict_);
    out.field("lax_validator");
    when_lax_->describe(out);
    out.field("strict_validator");
    when_strict_->describe(out);
    describe_name(out, "name", this);
    out.close();
    out.close_tuple();
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
  auto* node = builder.make<LaxOrStrictNode>();
  return node != nullptr && node->init(schema, builder) ? node : nullptr;
}

}  // namespace pydantic_core
