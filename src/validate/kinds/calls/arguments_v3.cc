// validate/kinds/calls/arguments_v3.cc: the arguments of a call, as ArgsKwargs or as a mapping of
// parameter names (or aliases) to values, where *args has a sequence and **kwargs a dict.
#include "validate/input/arguments.h"
#include "validate/input/kwargs.h"
#include "validate/kinds/calls/call_result.h"
#include "validate/kinds/calls/parameters.h"
#include "validate/kinds/records/unused_keys.h"

namespace pydantic_core {
namespace {

class ArgumentsV3Node : public KindNode<ArgumentsV3Node> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    state.allow_partial = PartialMode::off;
    if constexpr (std::is_same_v<Input, PyInput>) {
      if (is_args_kwargs(input.object)) {
        PyArguments arguments;
        arguments.open_args_kwargs(input.object);
        return parameters_.validate_call(arguments, input, state, out);
      }
    }
    typename RecordOf<Input>::Type record;
    PC_TRY(record.open(input, state, false, false, parameters_.keys(), ErrorType::arguments_type,
                       nullptr));
    CallResult result(state);
    PC_TRY(result.init());
    return result.finish(validate_mapping(record, input, state, result), out);
  }
  void name(NameWriter& out) const { out.out << "arguments-v3"; }
  static constexpr Spelling kSpelling{"ArgumentsV3", "ArgumentsV3Validator"};
  void describe(Describer& out) const {
    parameters_.describe_parameters(out);
    parameters_.describe_settings(out);
  }
  bool init(const Schema& schema, Builder& builder) {
    return parameters_.init(ParametersForm::v3, schema, builder);
  }
  template <class F>
  void each_ref(F&& f) {
    parameters_.each_ref(f);
  }

 private:
  using Mode = Parameter::Mode;

  /// Wrong arguments are collected: ok.
  template <class Record, class Input>
  Outcome validate_mapping(Record& record, Input input, State& state, CallResult& result) const {
    const bool by_alias = parameters_.by_alias(state);
    const bool by_name = parameters_.by_name(state);
    if (kChecksLookupModesFirst && !check_lookup_modes(by_alias, by_name)) return Outcome::raised;
    const Extra extra = parameters_.extra(state);
    const bool looks_at_extra = extra != Extra::ignore;
    BitSet used;  // slots of keys that some parameter took
    uint32_t used_count = 0;
    if (looks_at_extra && !used.init(parameters_.keys().slots())) return py::no_memory();
    Found<Input> found;
    for (const Parameter& parameter : parameters_) {
      if (!check_lookup_modes(by_alias, by_name)) return Outcome::raised;
      const LookupPaths paths = parameter.lookup.select(by_alias, by_name);
      // Outside of the parameter's path: a mapping that cannot be read is wrong as a whole.
      PC_TRY(record.find(paths, state, found));
      Outcome outcome = Outcome::ok;
      PathScope path(state);
      if (found.path != nullptr) {
        if (looks_at_extra) used_count += used.add(found.path->slot);
        parameters_.set_found_path(path.frame, parameter.name, *found.path);
        outcome = take_given(parameter, found.value, state, path.frame, result);
      } else {
        Ref value;
        if (!parameter.is_variadic()) {
          path.frame.set_object(parameter.name.get());
          PC_TRY(result.items.take_default(parameter.node, value));
          if (value) {
            outcome = put(parameter, std::move(value), result);
          } else {
            parameters_.set_missing_path(path.frame, parameter.name, paths);
            outcome = state.fail(missing_error(parameter.mode), input);
          }
        } else if (parameter.mode == Mode::var_kwargs_unpacked_typed_dict) {
          path.frame.set_own_name(parameter.name.get());
          const Ref nothing = steal(PyDict_New());
          if (!nothing) return Outcome::raised;
          outcome = result.update(parameter.node, PyInput{nothing.get()});
        }
      }
      PC_TRY(go_on(outcome));
    }
    if (!looks_at_extra ||
        !(record.kChecksAll || record.may_have_extra(parameters_.keys(), used, used_count)))
      return Outcome::ok;
    return for_each_unused(
        record, parameters_.keys(), used, /*once=*/false, state, [&](const auto& key) {
          return extra == Extra::forbid ? state.fail(ErrorType::extra_forbidden, key.value)
                                        : Outcome::ok;
        });
  }

  static ErrorType missing_error(Mode mode) {
    if (mode == Mode::positional_only) return ErrorType::missing_positional_only_argument;
    return mode == Mode::keyword_only ? ErrorType::missing_keyword_only_argument
                                      : ErrorType::missing_argument;
  }

  static Outcome put(const Parameter& parameter, Ref value, CallResult& result) {
    return parameter.is_positional() ? result.push(std::move(value))
                                     : result.set(parameter.key.get(), value);
  }

  /// Takes what the mapping has for a parameter. `frame` is at that value.
  template <class Input>
  Outcome take_given(const Parameter& parameter, Input input, State& state, Path& frame,
                     CallResult& result) const {
    switch (parameter.mode) {
      case Mode::var_args:
        return take_var_args(parameter, input, state, result);
      case Mode::var_kwargs_uniform:
        return take_var_kwargs(parameter, input, state, frame, result);
      case Mode::var_kwargs_unpacked_typed_dict:
        return result.update(parameter.node, input);
      default: {
        Ref value;
        PC_TRY(parameter.node->validate(input, state, value));
        return put(parameter, std::move(value), result);
      }
    }
  }

  template <class Input>
  static Outcome take_var_args(const Parameter& parameter, Input input, State& state,
                               CallResult& result) {
    typename SequenceOf<Input>::Type sequence;
    PC_TRY(read_sequence(input, state, false, SequenceKind::tuple, sequence));
    CursorOf<decltype(sequence)> cursor(sequence);
    typename decltype(cursor)::Held item;
    for (Py_ssize_t index = 0; cursor.next(item); ++index) {
      PathScope path(state);
      path.frame.set_index(index);
      Ref value;
      const Outcome outcome = parameter.node->validate(item.input(), state, value);
      PC_TRY(outcome == Outcome::ok ? result.push(std::move(value)) : go_on(outcome));
    }
    return cursor.failed() ? cursor.tell_failure(state, 1) : Outcome::ok;
  }

  /// Upstream reads these as Python objects, also from JSON. The location of a wrong key has the
  /// parameter's own name, even if the parameter was found by an alias.
  template <class Input>
  static Outcome take_var_kwargs(const Parameter& parameter, Input input, State& state, Path& frame,
                                 CallResult& result) {
    Ref dict;
    if (!as_kwargs(input, dict)) return Outcome::raised;
    if (!dict) return state.fail(ErrorType::dict_type, input);
    PyMapping mapping;
    mapping.source = dict.get();
    const Path given = frame;
    return for_each(mapping, state, [&](PyInput key, PyInput item, bool) -> Outcome {
      PathScope path(state);
      set_key(path.frame, key);
      std::string_view text;
      const KeyText known = key_text(key, text);
      if (known == KeyText::raised) return Outcome::raised;
      if (known == KeyText::not_text) {
        frame.set_own_name(parameter.name.get());
        const Outcome outcome = state.fail(ErrorType::invalid_key, key);
        frame = given;
        return go_on(outcome);
      }
      Ref value;
      const Outcome outcome = parameter.node->validate(item, state, value);
      return outcome == Outcome::ok ? result.set(key.object, value) : go_on(outcome);
    });
  }

  Parameters parameters_;
};

}  // namespace

const Node* build_arguments_v3(const Schema& schema, Builder& builder) {
  return build_kind<ArgumentsV3Node>(schema, builder);
}

}  // namespace pydantic_core
