// validate/kinds/functions/function.h: what the four function validators share: the user's function
// and how it is called.
#pragma once

#include "errors/custom_errors.h"
#include "validate/engine/build.h"

namespace pydantic_core {

/// The function of a schema, with what its info argument needs.
class UserFunction {
 public:
  /// Reads "function" of the schema; `what` is the kind's name, for the node's own.
  [[nodiscard]] bool init(const Schema& schema);
  /// function(value[, info]); empty with an exception set when it raises.
  Ref call(Borrowed value, const State& state) const;
  /// function(value, handler[, info]).
  Ref call_wrap(Borrowed value, Borrowed handler, const State& state) const;
  /// Appends "name()".
  void append_name(Text& out) const;
  void describe(Describer& out) const;
  void describe_rest(Describer& out) const;

  template <class F>
  void each_ref(F&& f) {
    f(function_);
    f(config_);
    f(field_name_);
    f(name_);
  }

 private:
  Ref make_info(const State& state) const;

  Ref function_;
  Ref config_;      // dict or None
  Ref field_name_;  // str or empty
  Ref name_;        // str
  bool takes_info_ = false;
};

/// The base of the function validators that call their function before or after an inner one. K has
/// its words: kName and kSpelling.
template <class K, NodeKind kKindOf = NodeKind::other>
class FunctionBesideNode : public KindNode<K, kKindOf> {
 public:
  void name(NameWriter& out) const {
    NameWriter inner = out.inner();
    out.out << K::kName << '[';
    function_.append_name(out.out);
    out.out << ", ";
    inner_->name(inner);
    out.out << ']';
  }
  void describe(Describer& out) const {
    describe_node(out, "validator", inner_);
    function_.describe(out);
    describe_name(out, this);
    function_.describe_rest(out);
  }
  bool init(const Schema& schema, Builder& builder) {
    inner_ = builder.build_inner(schema, names.schema);
    return inner_ != nullptr && function_.init(schema);
  }
  template <class F>
  void each_ref(F&& f) {
    function_.each_ref(f);
  }

 protected:
  const Node* inner_ = nullptr;
  UserFunction function_;
};

}  // namespace pydantic_core
