// validate/kinds/records/dataclass_args.h: the arguments of a dataclass's __init__, validated into
// what the instance holds and what its __post_init__ gets.
#pragma once

#include "validate/kinds/records/extra_fields.h"
#include "validate/kinds/records/model_layout.h"

namespace pydantic_core {

/// What validating the arguments of a dataclass gives.
struct DataclassParts {
  Ref dict;       ///< field name → value
  Ref init_only;  ///< tuple of the values for __post_init__, or None

  [[nodiscard]] bool unpack(Borrowed tuple) { return unpack_parts(tuple, {&dict, &init_only}); }
};

class DataclassArgsNode : public KindNode<DataclassArgsNode, NodeKind::dataclass_args> {
 public:
  using Parts = DataclassParts;

  /// The parts as a tuple, which functions around the arguments see.
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const;
  /// The same without the tuple, for a dataclass right around its arguments.
  template <class Input>
  Outcome validate_parts(Input input, State& state, DataclassParts& out) const;
  /// The same from text (streaming.h).
  bool can_stream(const State& state) const {
    return can_stream_ && fields_.can_stream() && extra_.behavior_in(state) != Extra::allow;
  }
  Outcome stream_parts(json::Stream& in, State& state, DataclassParts& out) const;
  bool is_quiet(QuietSearch& search) const {
    return fields_.is_quiet(search) && extra_.is_quiet(search);
  }
  Outcome assign(const Assignment& assignment, State& state, Ref& out) const;
  void name(NameWriter& out) const;
  static constexpr Spelling kSpelling{"DataclassArgs", "DataclassArgsValidator"};
  void describe(Describer& out) const;
  [[nodiscard]] bool init(const Schema& schema, Builder& builder);
  template <class F>
  void each_ref(F&& f) {
    fields_.each_ref(f);
    f(class_name_);
  }

 private:
  Outcome refuse_positional(Borrowed args, State& state) const;
  bool add_field(Borrowed dict, const Schema& schema, Builder& builder);

  static constexpr FieldRules kRules{
      .quote = '\'', .are_arguments = true, .can_be_frozen = true, .defaults_know_field = true};

  FieldTable fields_{kRules};
  ExtraFields extra_;
  Ref class_name_;  // str
  uint32_t positional_count_ = 0;
  bool collects_init_only_ = false;
  bool can_stream_ = true;  // all fields are taken by __init__, and kept
};

}  // namespace pydantic_core
