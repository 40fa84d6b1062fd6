// validate/kinds/scalars/temporal.h: what the validators for date, time, datetime and timedelta
// share.
//
// A kind is a Spec: its value type, how it is read, and its Rules. TemporalNode makes two classes
// of nodes from it, with rules and without, so that a schema that asks for nothing pays for
// nothing.
#pragma once

#include <type_traits>

#include "validate/input/temporal.h"
#include "validate/kinds/scalars/bounds.h"

namespace pydantic_core {

/// How a value reads in error messages, as str; empty with an exception set.
Ref bound_text(const calendar::Date& value);
Ref bound_text(const calendar::Time& value);
Ref bound_text(const calendar::DateTime& value);
Ref bound_text(const calendar::Duration& value);

/// A value as repr() of the validator shows it.
void describe_value(Describer& out, const calendar::Date& value);
void describe_value(Describer& out, const calendar::Time& value);
void describe_value(Describer& out, const calendar::DateTime& value);
void describe_value(Describer& out, const calendar::Duration& value);

/// Each reads its part of a schema. False with an exception set.
[[nodiscard]] bool read_unit(const Schema& schema, calendar::TemporalUnit& out);
[[nodiscard]] bool read_precision(const Schema& schema, calendar::MicrosecondsPrecision& out);
void describe_unit(Describer& out, calendar::TemporalUnit unit);
void describe_precision(Describer& out, calendar::MicrosecondsPrecision precision);

/// ValueError "'le' must be coercible to a date instance".
Raised refuse_bound(Borrowed key, const char* what);

/// Reads what stands under `key` of the schema, if anything does. `what` is the kind's name,
/// `options` are how text is read. False with an exception set.
template <class T>
[[nodiscard]] bool read_bound(const Schema& schema, Borrowed key, const char* what,
                              TemporalOptions options, std::optional<T>& out) {
  Ref given;
  if (!schema.dict.get(key, given)) return false;
  if (!given) return true;
  Temporal<T> read;
  TemporalFault fault;
  const Outcome outcome = read_temporal(PyInput{given.get()}, options, read, fault);
  if (outcome == Outcome::invalid) return refuse_bound(key, what);
  return outcome == Outcome::ok && get_value(read, out.emplace());
}

template <class T>
void describe_bound(Describer& out, const char* field, const std::optional<T>& bound) {
  out.field(field);
  out.optional(bound.has_value(), [&] { describe_value(out, *bound); });
}

/// le, lt, ge and gt.
template <class T>
class TemporalBounds {
 public:
  /// As read_bound().
  [[nodiscard]] bool init(const Schema& schema, const char* what, TemporalOptions options = {}) {
    const auto read = [&](const Schema& from, Borrowed key, std::optional<T>& out) {
      return read_bound(from, key, what, options, out);
    };
    return read_bounds(schema, read, bounds_);
  }
  bool any() const { return bounds_[0] || bounds_[1] || bounds_[2] || bounds_[3]; }

  /// Outcome::invalid with an error about `input` when `value` is outside.
  template <class Input>
  Outcome check(const T& value, Input input, State& state) const {
    for (int i = 0; i < kBoundCount; ++i) {
      if (!bounds_[i]) continue;
      const auto order = compare(value, *bounds_[i]);
      if (!holds(order < 0 ? -1 : int{order > 0}, kBounds[i].op, 0))
        return state.fail(kBounds[i].error, input, [&] { return bound_text(*bounds_[i]); });
    }
    return Outcome::ok;
  }
  void describe(Describer& out) const {
    for (int i = 0; i < kBoundCount; ++i) describe_bound(out, kBounds[i].name, bounds_[i]);
  }

 private:
  std::optional<T> bounds_[kBoundCount];
};

/// How the bounds of times and durations are read: unlike values, they may not have too many
/// digits.
inline constexpr TemporalOptions kExactBounds{.precision = calendar::MicrosecondsPrecision::error};

/// now_op: the value must lie before, or after, the moment of the call.
struct NowRule {
  bool past = false;
  std::optional<int32_t> utc_offset;  ///< else the local one

  /// Reads the rule of a schema; `out` stays empty where it has none. False with an exception set.
  [[nodiscard]] static bool init(const Schema& schema, std::optional<NowRule>& out);
  /// The offset to tell the present by. False with an exception set.
  [[nodiscard]] bool get_offset(int32_t& out) const;
  /// Whether a value in that relation to now is wanted.
  bool holds(std::strong_ordering to_now) const { return past ? to_now < 0 : to_now > 0; }
  static void describe(Describer& out, const char* field, const std::optional<NowRule>& rule);
};

/// tz_constraint: naive, aware, or of one offset.
struct TzRule {
  bool aware = false;
  std::optional<int32_t> offset;

  /// As NowRule::init.
  [[nodiscard]] static bool init(const Schema& schema, std::optional<TzRule>& out);
  template <class Input>
  Outcome check(std::optional<int32_t> actual, Input input, State& state) const {
    if (!actual) return aware ? state.fail(ErrorType::timezone_aware, input) : Outcome::ok;
    if (!aware) return state.fail(ErrorType::timezone_naive, input);
    if (!offset || *offset == *actual) return Outcome::ok;
    return state.fail(ErrorType::timezone_offset, input, *offset, *actual);
  }
  static void describe(Describer& out, const std::optional<TzRule>& rule);
};

/// SchemaError about the clock: "Date::today() error: …". Always Outcome::raised.
Outcome clock_error(const char* function, calendar::Error error);

/// What the specs of time and timedelta share. Their only setting is what happens to digits beyond
/// microseconds. Unlike dates and datetimes, they are not read from values of another temporal
/// type.
template <class T>
struct PreciseSpec {
  using Value = T;
  [[nodiscard]] static bool init(const Schema& schema, TemporalOptions& options) {
    return read_precision(schema, options.precision);
  }
  static void describe(Describer& out, const TemporalOptions& options) {
    describe_precision(out, options.precision);
  }

  template <class Input>
  static Outcome read(Input input, TemporalOptions options, State& state, Temporal<Value>& out) {
    TemporalFault fault;
    const Outcome outcome = read_temporal(input, options, out, fault);
    if (outcome == Outcome::ok) state.floor_exactness(out.exactness);
    return outcome == Outcome::invalid ? fault.fail(input, state) : outcome;
  }
};

/// Reads a date or datetime. In lax mode, an input that cannot be read so may be of the other type:
/// convert(fault) -> Outcome reads that one. For input that is neither, it does not change the
/// fault.
template <class T, class Input, class Convert>
Outcome read_or_convert(Input input, TemporalOptions options, State& state, Temporal<T>& out,
                        Convert&& convert) {
  TemporalFault fault;
  Outcome outcome = read_temporal(input, options, out, fault);
  if (outcome == Outcome::invalid && !options.strict) {
    // Upstream counts this as lax before it knows whether it will do.
    state.floor_exactness(Exactness::lax);
    outcome = convert(fault);
  }
  if (outcome == Outcome::ok) state.floor_exactness(out.exactness);
  return outcome == Outcome::invalid ? fault.fail(input, state) : outcome;
}

// clang-format off
/// The node of a Spec:
///
///     struct DateSpec {
///       using Value = calendar::Date;
///       static constexpr const char *kName, *kRulesStruct;
///       static constexpr Spelling kSpelling;
///       static constexpr bool kRulesFirst;  // whether rules are read before `strict`
///       struct Rules { init(schema), any(), check(value, input, state), describe(out) };
///       static bool init(const Schema&, TemporalOptions&);                      // beyond `strict`
///       static Outcome read(Input, TemporalOptions, State&, Temporal<Value>&);  // adds the line errors
///       static Outcome finish(Temporal<Value>&, Input, State&, Ref& out);       // to Python
///       static void describe(Describer&, const TemporalOptions&);
///     };
// clang-format on
template <class Spec, bool kHasRules>
class TemporalNode : public KindNode<TemporalNode<Spec, kHasRules>> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    TemporalOptions options = options_;
    options.strict = state.strict_or(options.strict);
    Temporal<typename Spec::Value> value;
    PC_TRY(Spec::read(input, options, state, value));
    if constexpr (kHasRules) PC_TRY(rules_.check(value, input, state));
    return Spec::finish(value, input, state, out);
  }
  /// Rules may ask the clock.
  bool is_quiet(QuietSearch& search) const { return !kHasRules || search.is_for_text(); }
  void name(NameWriter& out) const { out.out << Spec::kName; }
  static constexpr Spelling kSpelling = Spec::kSpelling;
  void describe(Describer& out) const {
    out.field("strict", options_.strict);
    out.field("constraints");
    if constexpr (kHasRules) {
      out.open_tuple("Some");
      out.open(Spec::kRulesStruct);
      rules_.describe(out);
      out.close();
      out.close_tuple();
    } else {
      out.out() << "None";
    }
    Spec::describe(out, options_);
  }

 private:
  template <class S>
  friend const Node* build_temporal(const Schema& schema, Builder& builder);
  struct NoRules {};

  TemporalOptions options_;
  [[no_unique_address]] std::conditional_t<kHasRules, typename Spec::Rules, NoRules> rules_;
};

template <class Spec>
const Node* build_temporal(const Schema& schema, Builder& builder) {
  TemporalOptions options;
  typename Spec::Rules rules;
  const auto read_strict = [&] { return schema.get_or_config(names.strict, options.strict); };
  const bool read =
      Spec::kRulesFirst ? rules.init(schema) && read_strict() : read_strict() && rules.init(schema);
  if (!read || !Spec::init(schema, options)) return nullptr;
  if (!rules.any()) {
    auto* node = builder.make<TemporalNode<Spec, false>>();
    if (node != nullptr) node->options_ = options;
    return node;
  }
  auto* node = builder.make<TemporalNode<Spec, true>>();
  if (node != nullptr) {
    node->options_ = options;
    node->rules_ = rules;
  }
  return node;
}

}  // namespace pydantic_core
