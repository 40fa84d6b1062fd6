// validate/kinds/calls/call_arguments.cc: the arguments of a call, matched to parameters; see
// parameters.h.
#include "validate/input/arguments.h"
#include "validate/kinds/calls/call_result.h"
#include "validate/kinds/calls/parameters.h"
#include "validate/kinds/records/unused_keys.h"

namespace pydantic_core {

template <class Arguments, class Input>
Outcome Parameters::validate_call(Arguments& arguments, Input input, State& state, Ref& out) const {
  CallResult result(state);
  BitSet used;  // slots of keys that some parameter took
  uint32_t used_count = 0;
  if (!used.init(keys_.slots())) return py::no_memory();
  PC_TRY(result.init());
  Outcome outcome = validate_named(arguments, input, state, result, used, used_count);
  if (outcome == Outcome::ok) outcome = validate_var_args(arguments, state, result);
  if (outcome == Outcome::ok)
    outcome = validate_var_kwargs(arguments, state, result, used, used_count);
  return result.finish(outcome, out);
}

/// All parameters but the variadic ones. Wrong arguments are collected: ok.
template <class Arguments, class Input>
Outcome Parameters::validate_named(Arguments& arguments, Input input, State& state,
                                   CallResult& result, BitSet& used, uint32_t& used_count) const {
  const bool by_alias = this->by_alias(state);
  const bool by_name = this->by_name(state);
  if (kChecksLookupModesFirst && !check_lookup_modes(by_alias, by_name)) return Outcome::raised;
  const bool plain = form_ == ParametersForm::plain;
  auto* keywords = arguments.keywords();
  Scoped field_name(state.field_name, state.field_name);
  PathScope path(state);
  Found<Input> found;
  size_t next_index = 0;
  for (const Parameter& parameter : parameters_) {
    if (parameter.is_variadic()) continue;
    const size_t index = next_index++;
    const bool takes_keyword = parameter.takes_keyword();
    if ((takes_keyword || !plain) && !check_lookup_modes(by_alias, by_name)) return Outcome::raised;
    const LookupPaths paths = parameter.lookup.select(by_alias, by_name);
    found.path = nullptr;
    if (takes_keyword && keywords != nullptr) {
      PC_TRY(keywords->find(paths, state, found));
      if (found.path != nullptr) used_count += used.add(found.path->slot);
    }
    const bool by_position = parameter.is_positional() && index < arguments.size();
    bool push = by_position;
    Ref value;
    Outcome outcome;
    // Upstream tells functions the parameter's name in this form alone.
    if (plain) state.field_name = parameter.name.get();
    if (by_position && found.path != nullptr) {
      path.frame.set_own_name(parameter.name.get());
      outcome = state.fail(ErrorType::multiple_argument_values, found.value);
    } else if (by_position) {
      path.frame.set_index(static_cast<int64_t>(index));
      outcome = parameter.node->validate(arguments.at(index), state, value);
    } else if (found.path != nullptr) {
      set_found_path(path.frame, parameter.name, *found.path);
      outcome = parameter.node->validate(found.value, state, value);
    } else {
      path.frame.set_object(parameter.name.get());
      PC_TRY(result.items.take_default(parameter.node, value));
      outcome = Outcome::ok;
      push = !takes_keyword;
      if (!value) {
        if (takes_keyword) {
          set_missing_path(path.frame, parameter.name, paths);
          outcome = state.fail(parameter.is_positional() ? ErrorType::missing_argument
                                                         : ErrorType::missing_keyword_only_argument,
                               input);
        } else {
          path.frame.set_index(static_cast<int64_t>(index));
          outcome = state.fail(ErrorType::missing_positional_only_argument, input);
        }
      }
    }
    if (outcome == Outcome::invalid) continue;
    if (outcome != Outcome::ok) return outcome;
    PC_TRY(push ? result.push(std::move(value)) : result.set(parameter.key.get(), value));
  }
  return Outcome::ok;
}

/// The arguments by position that are left.
template <class Arguments>
Outcome Parameters::validate_var_args(Arguments& arguments, State& state,
                                      CallResult& result) const {
  PathScope path(state);
  for (size_t index = positional_count_; index < arguments.size(); ++index) {
    path.frame.set_index(static_cast<int64_t>(index));
    const auto item = arguments.at(index);
    Ref value;
    const Outcome outcome = var_args_ != nullptr
                                ? var_args_->validate(item, state, value)
                                : state.fail(ErrorType::unexpected_positional_argument, item);
    if (outcome == Outcome::invalid) continue;
    PC_TRY(outcome);
    PC_TRY(result.push(std::move(value)));
  }
  return Outcome::ok;
}

/// The arguments by name that are left.
template <class Arguments>
Outcome Parameters::validate_var_kwargs(Arguments& arguments, State& state, CallResult& result,
                                        const BitSet& used, uint32_t used_count) const {
  Ref rest;  // dict of those that are validated together
  if (unpacked() && !(rest = steal(PyDict_New()))) return Outcome::raised;
  auto* keywords = arguments.keywords();
  if (keywords != nullptr && keywords->size() > used_count) {
    const Extra extra = this->extra(state);
    PC_TRY(for_each_unused(
        *keywords, keys_, used, /*once=*/false, state, [&](const auto& unused) -> Outcome {
          if (var_kwargs_ == nullptr) {
            return extra == Extra::forbid
                       ? state.fail(ErrorType::unexpected_keyword_argument, unused.value)
                       : Outcome::ok;
          }
          Ref value;
          if (unpacked()) {
            value = unused.value.to_object();
          } else {
            PC_TRY(var_kwargs_->validate(unused.value, state, value));
          }
          const Ref name = key_object(unused.key, state);
          if (!value || !name) return Outcome::raised;
          if (!unpacked()) return result.set(name.get(), value);
          return PyDict_SetItem(rest.get(), name.get(), value.get()) == 0 ? Outcome::ok
                                                                          : Outcome::raised;
        }));
  }
  return unpacked() ? go_on(result.update(var_kwargs_, PyInput{rest.get()})) : Outcome::ok;
}

template Outcome Parameters::validate_call(PyArguments&, PyInput, State&, Ref&) const;
template Outcome Parameters::validate_call(JsonArguments&, JsonInput, State&, Ref&) const;

}  // namespace pydantic_core
