// validate/kinds/scalars/timedelta.cc: durations.
#include "base/edition.h"
#include "validate/kinds/scalars/temporal.h"

namespace pydantic_core {
namespace {

/// `multiple_of`: the value, which may be negative, must be a multiple of this duration.
struct MultipleRule {
  std::optional<calendar::Duration> of;

  [[nodiscard]] bool init(const Schema& schema, const char* what) {
    if (!kDurationsHaveMultiples) return true;
    if (!read_bound(schema, names.multiple_of, what, kExactBounds, of)) return false;
    if (!of || (of->positive && microseconds(*of) != 0)) return true;
    return py::raise(PyExc_ValueError, "'multiple_of' must be greater than 0");
  }
  Outcome check(const calendar::Duration& duration, PyInput input, State& state) const {
    if (!of || is_multiple(microseconds(duration), microseconds(*of))) return Outcome::ok;
    return state.fail(ErrorType::multiple_of, input, [&] { return bound_text(*of); });
  }
  void describe(Describer& out) const {
    if (kDurationsHaveMultiples) describe_bound(out, "multiple_of", of);
  }

 private:
  /// The microseconds of 999,999,999 days do not fit 64 bits.
  __extension__ using Wide = unsigned __int128;
  static Wide microseconds(const calendar::Duration& duration) {
    return (Wide{duration.day} * 86400 + duration.second) * 1'000'000 + duration.microsecond;
  }
  /// Division on paper. The operator would take the compiler's run-time library into the module,
  /// and with it copies of memcpy() and its like that are slower than libc's.
  static bool is_multiple(Wide value, Wide of) {
    Wide part = of;
    while (part <= value / 2) part *= 2;
    for (; part >= of; part /= 2) {
      if (value >= part) value -= part;
    }
    return value == 0;
  }
};

struct TimedeltaSpec : PreciseSpec<calendar::Duration> {
  static constexpr const char* kName = "timedelta";
  static constexpr Spelling kSpelling{"Timedelta", "TimeDeltaValidator"};
  static constexpr const char* kRulesStruct = "TimedeltaConstraints";
  static constexpr bool kRulesFirst = true;

  struct Rules {
    MultipleRule multiple;
    TemporalBounds<Value> bounds;

    [[nodiscard]] bool init(const Schema& schema) {
      return multiple.init(schema, kName) && bounds.init(schema, kName, kExactBounds);
    }
    bool any() const { return multiple.of || bounds.any(); }
    void describe(Describer& out) const {
      multiple.describe(out);
      bounds.describe(out);
    }
    /// Errors are about the timedelta, not about what it was made from.
    template <class Input>
    Outcome check(Temporal<Value>& given, Input, State& state) const {
      calendar::Duration duration;
      if (!get_value(given, duration)) return Outcome::raised;
      if (!given.object) given.object = py::make_timedelta(duration);
      if (!given.object) return Outcome::raised;
      const PyInput made{given.object.get()};
      PC_TRY(multiple.check(duration, made, state));
      return bounds.check(duration, made, state);
    }
  };

  template <class Input>
  static Outcome finish(Temporal<Value>& value, Input, State&, Ref& out) {
    out = value.object ? std::move(value.object) : py::make_timedelta(value.parsed);
    return out ? Outcome::ok : Outcome::raised;
  }
};

}  // namespace

const Node* build_timedelta(const Schema& schema, Builder& builder) {
  return build_temporal<TimedeltaSpec>(schema, builder);
}

}  // namespace pydantic_core
