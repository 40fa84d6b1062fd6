// validate/kinds/records/instance_node.h: what the nodes of models and dataclasses have in common.
//
// Both have a class, and inside it a node that validates what its instances hold. There are three
// kinds of input. When the __init__ of an instance calls the validator, the input is for that
// instance. An input that is an instance itself is the result, or is validated again. Of any other
// input, a new instance is made.
#pragma once

#include "validate/engine/build.h"
#include "validate/kinds/records/model_layout.h"
#include "validate/kinds/records/record_class.h"

namespace pydantic_core {

/// `Fields`: the usual node inside, whose parts are taken without a tuple around them. K has
/// validate_init, revalidate and validate_new for the three kinds of input.
template <class K, class Fields, NodeKind kKindOf = NodeKind::other>
class InstanceNode : public KindNode<K, kKindOf> {
 public:
  using Parts = typename Fields::Parts;

  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    if (state.self_instance != nullptr) return self().validate_init(input, state, out);
    if constexpr (std::is_same_v<Input, PyInput>) {
      switch (class_.ask(input.object)) {
        case RecordClass::Instance::none:
          break;
        case RecordClass::Instance::valid:
          out = borrow(input.object);
          return Outcome::ok;
        case RecordClass::Instance::again:
          return self().revalidate(input.object, state, out);
        case RecordClass::Instance::raised:
          return Outcome::raised;
      }
    }
    return self().validate_new(input, state, out);
  }
  void name(NameWriter& out) const { py::append_lossy(out.out, name_.get()); }
  template <class F>
  void each_ref(F&& f) {
    class_.each_ref(f);
    f(name_);
  }

 protected:
  template <class Input>
  Outcome validate_parts(Input input, State& state, Parts& parts) const {
    if (fields_ != nullptr) return fields_->validate_parts(input, state, parts);
    Ref tuple;
    PC_TRY(inner_->validate(input, state, tuple));
    return parts.unpack(tuple.get()) ? Outcome::ok : Outcome::raised;
  }
  /// The same for an assignment.
  Outcome assign_parts(const Assignment& assignment, State& state, Parts& parts) const {
    Ref tuple;
    PC_TRY(inner_->assign(assignment, state, tuple));
    return parts.unpack(tuple.get()) ? Outcome::ok : Outcome::raised;
  }
  /// Builds the node inside and looks at the class, which must have been read. `own`: with the
  /// schema's own config. False with an exception set.
  [[nodiscard]] bool init_inner(const Schema& own, Builder& builder) {
    inner_ = builder.build_inner(own, names.schema);
    if (inner_ == nullptr) return false;
    if (inner_->is(Fields::kKind)) fields_ = static_cast<const Fields*>(inner_);
    layout_.init(class_.get());
    return true;
  }

  RecordClass class_;
  ModelLayout layout_;
  const Node* inner_ = nullptr;
  const Fields* fields_ = nullptr;  // inner_, when it is of that class
  Ref name_;                        // str
  bool frozen_ = false;

 private:
  const K& self() const { return static_cast<const K&>(*this); }
};

}  // namespace pydantic_core
