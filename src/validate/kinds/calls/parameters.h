// validate/kinds/calls/parameters.h: the parameters of a function, and validating the arguments of
// a call of it: shared by "arguments" and "arguments-v3".
//
// A call's arguments are matched to parameters as Python matches them: by position, by name (or
// alias), the rest to *args and **kwargs. What comes out is what Python calls a function with: a
// tuple and a dict.
#pragma once

#include "base/bitset.h"
#include "validate/engine/build.h"
#include "validate/engine/lookup_owner.h"
#include "validate/input/record.h"

namespace pydantic_core {

/// Which of the two core schemas parameters were written in.
enum class ParametersForm : uint8_t { plain, v3 };

/// Whether `**kwargs` are validated one by one, or all as one dict.
enum class VarKwargsMode : uint8_t { uniform, unpacked_typed_dict };
template <>
struct WordsOf<VarKwargsMode> {
  static constexpr Word kWords[] = {{"uniform", "Uniform"},
                                    {"unpacked-typed-dict", "UnpackedTypedDict"}};
};

struct Parameter {
  enum class Mode : uint8_t {
    positional_only,
    positional_or_keyword,
    var_args,
    keyword_only,
    var_kwargs_uniform,
    var_kwargs_unpacked_typed_dict,
    none,  ///< any other word in the plain form: can be given neither way
  };

  Ref name;       ///< str
  Ref key;        ///< str: what it is called by; empty when it cannot be given by name
  Ref mode_text;  ///< str as the schema had it; plain form only
  const Node* node = nullptr;
  Lookup lookup;
  Mode mode = Mode::positional_or_keyword;

  bool is_positional() const {
    return mode == Mode::positional_only || mode == Mode::positional_or_keyword;
  }
  bool takes_keyword() const {
    return mode == Mode::keyword_only || mode == Mode::positional_or_keyword;
  }
  bool is_var_kwargs() const {
    return mode == Mode::var_kwargs_uniform || mode == Mode::var_kwargs_unpacked_typed_dict;
  }
  bool is_variadic() const { return mode == Mode::var_args || is_var_kwargs(); }

  template <class F>
  void each_ref(F&& f) {
    f(name), f(key), f(mode_text);
    lookup.each_ref(f);
  }
};

template <>
struct WordsOf<Parameter::Mode> {
  static constexpr Word kWords[] = {
      {"positional_only", "PositionalOnly"},
      {"positional_or_keyword", "PositionalOrKeyword"},
      {"var_args", "VarArgs"},
      {"keyword_only", "KeywordOnly"},
      {"var_kwargs_uniform", "VarKwargsUniform"},
      {"var_kwargs_unpacked_typed_dict", "VarKwargsUnpackedTypedDict"},
  };
};

class CallResult;

class Parameters : public LookupOwner {
 public:
  /// Reads "arguments_schema", where the v3 form has variadic parameters too, and the settings.
  [[nodiscard]] bool init(ParametersForm form, const Schema& schema, Builder& builder);
  /// What takes the arguments that no other parameter takes, or nullptr. The plain form has it
  /// apart from the parameters, and sets it.
  const Node* var_args() const { return var_args_; }
  const Node* var_kwargs() const { return var_kwargs_; }
  VarKwargsMode var_kwargs_mode() const { return var_kwargs_mode_; }
  void set_var_args(const Node* node) { var_args_ = node; }
  void set_var_kwargs(const Node* node, VarKwargsMode mode) {
    var_kwargs_ = node;
    var_kwargs_mode_ = mode;
  }

  /// Validates arguments: PyArguments or JsonArguments. `input` is what they were read from.
  template <class Arguments, class Input>
  Outcome validate_call(Arguments& arguments, Input input, State& state, Ref& out) const;

  const Parameter* begin() const { return parameters_.begin(); }
  const Parameter* end() const { return parameters_.end(); }
  const KeyTable& keys() const { return keys_; }
  /// In the plain form the call has no say.
  Extra extra(const State& state) const {
    return form_ == ParametersForm::v3 ? state.extra.value_or(extra_) : extra_;
  }

  void describe_parameters(Describer& out) const;
  void describe_settings(Describer& out) const;
  template <class F>
  void each_ref(F&& f) {
    for (Parameter& parameter : parameters_) parameter.each_ref(f);
  }

 private:
  bool unpacked() const { return var_kwargs_mode_ == VarKwargsMode::unpacked_typed_dict; }
  bool add(Borrowed dict, const Schema& schema, Builder& builder, Borrowed seen, bool& had_default);
  bool check_order(const Parameter& parameter) const;
  bool check_default(const Parameter& parameter, bool& had_default) const;

  template <class Arguments, class Input>
  Outcome validate_named(Arguments& arguments, Input input, State& state, CallResult& result,
                         BitSet& used, uint32_t& used_count) const;
  template <class Arguments>
  Outcome validate_var_args(Arguments& arguments, State& state, CallResult& result) const;
  template <class Arguments>
  Outcome validate_var_kwargs(Arguments& arguments, State& state, CallResult& result,
                              const BitSet& used, uint32_t used_count) const;

  Vec<Parameter> parameters_;
  KeyTable keys_;
  const Node* var_args_ = nullptr;
  const Node* var_kwargs_ = nullptr;
  uint32_t positional_count_ = 0;  // arguments by position from here on go to *args
  Extra extra_ = Extra::forbid;
  ParametersForm form_ = ParametersForm::plain;
  VarKwargsMode var_kwargs_mode_ = VarKwargsMode::uniform;
};

}  // namespace pydantic_core
