// validate/kinds/calls/arguments.cc: the arguments of a call, as a tuple, list, dict or ArgsKwargs.
#include "validate/input/arguments.h"

#include "schema/parts.h"
#include "validate/kinds/calls/parameters.h"

namespace pydantic_core {
namespace {

class ArgumentsNode : public KindNode<ArgumentsNode> {
 public:
  Outcome validate(PyInput input, State& state, Ref& out) const {
    return validate_as<PyArguments>(input, state, out);
  }
  Outcome validate(JsonInput input, State& state, Ref& out) const {
    return validate_as<JsonArguments>(input, state, out);
  }
  Outcome validate(StringInput input, State& state, Ref&) const {
    state.allow_partial = PartialMode::off;
    return state.fail(ErrorType::arguments_type, input);
  }
  void name(NameWriter& out) const { out.out << "arguments"; }
  static constexpr Spelling kSpelling{"Arguments", "ArgumentsValidator"};
  void describe(Describer& out) const {
    parameters_.describe_parameters(out);
    describe_inner(out, "var_args_validator", parameters_.var_args());
    out.field_word("var_kwargs_mode", word_of(parameters_.var_kwargs_mode()));
    describe_inner(out, "var_kwargs_validator", parameters_.var_kwargs());
    parameters_.describe_settings(out);
  }
  bool init(const Schema& schema, Builder& builder) {
    VarKwargsMode mode = VarKwargsMode::uniform;
    const Node* var_args = nullptr;
    const Node* var_kwargs = nullptr;
    if (!parameters_.init(ParametersForm::plain, schema, builder) ||
        !read_mode(schema.dict, names.var_kwargs_mode, "var_kwargs", mode) ||
        !build_optional(schema, names.var_kwargs_schema, builder, var_kwargs)) {
      return false;
    }
    if (mode == VarKwargsMode::unpacked_typed_dict && var_kwargs == nullptr) {
      return schema_error(
          "`var_kwargs_schema` must be specified when `var_kwargs_mode` is "
          "`'unpacked-typed-dict'`");
    }
    if (!build_optional(schema, names.var_args_schema, builder, var_args)) return false;
    parameters_.set_var_args(var_args);
    parameters_.set_var_kwargs(var_kwargs, mode);
    return true;
  }
  template <class F>
  void each_ref(F&& f) {
    parameters_.each_ref(f);
  }

 private:
  template <class Arguments, class Input>
  Outcome validate_as(Input input, State& state, Ref& out) const {
    state.allow_partial = PartialMode::off;
    Arguments arguments;
    PC_TRY(arguments.open(input, state, parameters_.keys()));
    return parameters_.validate_call(arguments, input, state, out);
  }
  static bool build_optional(const Schema& schema, Borrowed name, Builder& builder,
                             const Node*& out) {
    Ref inner;
    if (!schema.dict.get(name, inner)) return false;
    if (inner) out = builder.build(inner.get(), schema.config);
    return !inner || out != nullptr;
  }

  Parameters parameters_;
};

}  // namespace

const Node* build_arguments(const Schema& schema, Builder& builder) {
  return build_kind<ArgumentsNode>(schema, builder);
}

}  // namespace pydantic_core
