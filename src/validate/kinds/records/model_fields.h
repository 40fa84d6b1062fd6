// validate/kinds/records/model_fields.h: the fields of a model, validated into the three things
// that a model instance holds.
#pragma once

#include "py/layout/blank_set.h"
#include "validate/input/record.h"
#include "validate/kinds/records/extra_fields.h"
#include "validate/kinds/records/model_layout.h"

namespace pydantic_core {

class ModelFieldsNode : public KindNode<ModelFieldsNode, NodeKind::model_fields> {
 public:
  using Parts = ModelParts;

  /// The parts as a tuple, which functions around the fields see.
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const;
  /// The same without the tuple, for a model right around its fields. `out` is whole only when the
  /// outcome is ok.
  template <class Input>
  Outcome validate_parts(Input input, State& state, ModelParts& out) const;
  /// The same from text (streaming.h).
  bool can_stream(const State& state) const {
    return fields_.can_stream() && extra_.behavior_in(state) != Extra::allow;
  }
  Outcome stream_parts(json::Stream& in, State& state, ModelParts& out) const;
  Outcome assign(const Assignment& assignment, State& state, Ref& out) const;
  bool is_quiet(QuietSearch& search) const {
    return fields_.is_quiet(search) && extra_.is_quiet(search);
  }
  Foresight foresee() const { return {.fields = &fields_}; }
  const FieldTable& fields() const { return fields_; }
  void name(NameWriter& out) const { out.out << "model-fields"; }
  static constexpr Spelling kSpelling{"ModelFields", "ModelFieldsValidator"};
  void describe(Describer& out) const;
  [[nodiscard]] bool init(const Schema& schema, Builder& builder);
  template <class F>
  void each_ref(F&& f) {
    fields_.each_ref(f);
    f(model_name_);
    all_names_.each_ref(f);
  }

 private:
  /// The names of the fields that were given. Empty with an exception set.
  [[gnu::always_inline]] Ref fields_set(const FieldsFound& found) const {
    return found.given_count == fields_.size() ? all_names_.copy() : names_of(found);
  }
  Ref names_of(const FieldsFound& found) const;
  Outcome assign_value(const Assignment& assignment, Borrowed dict, Extra extra,
                       State& state) const;

  static constexpr FieldRules kRules{.can_be_frozen = true,
                                     .asks_for_default = true,
                                     .defaults_know_field = true,
                                     .allows_extra_names = true,
                                     .extras_come_once = kModelExtrasFollowFields,
                                     .shows_lookup = true};

  FieldTable fields_{kRules};
  ExtraFields extra_;
  Ref model_name_;
  py::BlankSet all_names_;  // of all field names: what fields_set is when every field was given
  bool strict_ = false;
  bool from_attributes_ = false;
};

}  // namespace pydantic_core
