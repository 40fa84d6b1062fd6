// validate/kinds/scalars/float.cc: floating-point numbers, and the constraints on them.
#include <cmath>

#include "validate/kinds/scalars/bounds.h"
#include "validate/kinds/scalars/multiple.h"

namespace pydantic_core {
namespace {

/// The float that was given, or a new one.
Outcome finish(FloatValue& value, Ref& out) {
  out = value.object ? std::move(value.object) : steal(PyFloat_FromDouble(value.value));
  return out ? Outcome::ok : Outcome::raised;
}

/// What floats are asked for with bounds and without.
struct FloatSettings {
  bool strict = false;
  bool allow_inf_nan = true;

  [[nodiscard]] bool init(const Schema& schema) {
    return schema.get_or_config(names.strict, strict) &&
           schema.get_or_config(names.allow_inf_nan, allow_inf_nan);
  }
  template <class Input>
  Outcome read(Input input, State& state, FloatValue& out) const {
    PC_TRY(read_float(input, state, state.strict_or(strict), out));
    return allow_inf_nan || std::isfinite(out.value) ? Outcome::ok
                                                     : state.fail(ErrorType::finite_number, input);
  }
  void describe(Describer& out) const {
    out.field("strict", strict);
    out.field("allow_inf_nan", allow_inf_nan);
  }
};

class FloatNode : public KindNode<FloatNode> {
 public:
  constexpr FloatNode(bool strict, bool allow_inf_nan) : settings_{strict, allow_inf_nan} {}

  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    FloatValue value;
    PC_TRY(settings_.read(input, state, value));
    return finish(value, out);
  }
  Leaf leaf() const { return settings_.allow_inf_nan ? Leaf{&PyFloat_Type} : Leaf(); }
  bool is_quiet(QuietSearch&) const { return true; }
  void name(NameWriter& out) const { out.out << "float"; }
  static constexpr Spelling kSpelling{"Float", "FloatValidator"};
  void describe(Describer& out) const { settings_.describe(out); }

 private:
  FloatSettings settings_;
};

constexpr FloatNode kPlain[2][2] = {{{false, false}, {false, true}}, {{true, false}, {true, true}}};

/// What a value is held against: `multiple_of`, then kBounds.
struct Check {
  const char* name;
  ErrorType error;
  bool (*holds)(double value, double bound);
};
template <int i>
consteval Check bound_check() {
  return {kBounds[i].name, kBounds[i].error,
          [](double value, double bound) { return holds(value, kBounds[i].op, bound); }};
}
constexpr Check kChecks[] = {
    {"multiple_of", ErrorType::multiple_of,
     [](double value, double bound) {
       return !(std::fabs(value - std::round(value / bound) * bound) > 1e-9);
     }},
    bound_check<0>(),
    bound_check<1>(),
    bound_check<2>(),
    bound_check<3>(),
};
constexpr int kCheckCount = 1 + kBoundCount;

class ConstrainedFloatNode : public KindNode<ConstrainedFloatNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    FloatValue value;
    PC_TRY(settings_.read(input, state, value));
    for (int i = 0; i < kCheckCount; ++i) {
      if (bounds_[i] && !kChecks[i].holds(value.value, *bounds_[i])) {
        return state.fail(kChecks[i].error, input, *bounds_[i]);
      }
    }
    return finish(value, out);
  }
  bool is_quiet(QuietSearch&) const { return true; }
  void name(NameWriter& out) const { out.out << "constrained-float"; }
  static constexpr Spelling kSpelling{"ConstrainedFloat", "ConstrainedFloatValidator"};
  void describe(Describer& out) const {
    settings_.describe(out);
    for (int i = 0; i < kCheckCount; ++i) {
      out.field(kChecks[i].name);
      out.optional(bounds_[i].has_value(), [&] { out.number(*bounds_[i]); });
    }
  }
  bool init(const Schema& schema) {
    return read_with_multiple([&] { return settings_.init(schema); },
                              [&] { return read_multiple(schema); }) &&
           read_bounds(schema, &read_bound, bounds_ + 1);
  }

 private:
  static bool read_bound(const Schema& schema, Borrowed key, std::optional<double>& out) {
    Ref value;
    if (!schema.dict.get(key, value)) return false;
    if (!value) return true;
    const double bound = PyFloat_AsDouble(value.get());
    if (bound == -1.0 && PyErr_Occurred()) return false;
    out = bound;
    return true;
  }
  bool read_multiple(const Schema& schema) {
    std::optional<double>& of = bounds_[0];
    return read_bound(schema, names.multiple_of, of) &&
           (!kMultiplesArePositive || !of || require_multiple(std::isfinite(*of) && *of > 0));
  }

  std::optional<double> bounds_[kCheckCount];
  FloatSettings settings_;
};

}  // namespace

const Node* build_float(const Schema& schema, Builder& builder) {
  bool is_constrained = false;
  if (!find_constraints(schema.dict, is_constrained)) return nullptr;
  if (is_constrained) return build_kind<ConstrainedFloatNode>(schema, builder);
  FloatSettings settings;
  return settings.init(schema) ? &kPlain[settings.strict][settings.allow_inf_nan] : nullptr;
}

}  // namespace pydantic_core
