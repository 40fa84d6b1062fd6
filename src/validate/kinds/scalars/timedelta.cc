// validate/kinds/scalars/timedelta.cc: durations.
#include "validate/kinds/scalars/temporal.h"

namespace pydantic_core {
namespace {

struct TimedeltaSpec : PreciseSpec<calendar::Duration> {
  static constexpr const char* kName = "timedelta";
  static constexpr Spelling kSpelling{"Timedelta", "TimeDeltaValidator"};
  static constexpr const char* kRulesStruct = "TimedeltaConstraints";

  struct Rules {
    TemporalBounds<Value> bounds;

    [[nodiscard]] bool init(const Schema& schema) {
      return bounds.init(schema, kName, kExactBounds);
    }
    bool any() const { return bounds.any(); }
    void describe(Describer& out) const { bounds.describe(out); }
    /// Errors are about the timedelta, not about what it was made from.
    template <class Input>
    Outcome check(Temporal<Value>& given, Input, State& state) const {
      calendar::Duration duration;
      if (!get_value(given, duration)) return Outcome::raised;
      if (!given.object) given.object = py::make_timedelta(duration);
      return given.object ? bounds.check(duration, PyInput{given.object.get()}, state)
                          : Outcome::raised;
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
