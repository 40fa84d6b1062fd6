// validate/kinds/scalars/time.cc: times of day.
#include "validate/kinds/scalars/temporal.h"

namespace pydantic_core {
namespace {

struct TimeSpec : PreciseSpec<calendar::Time> {
  static constexpr const char* kName = "time";
  static constexpr Spelling kSpelling{"Time", "TimeValidator"};
  static constexpr const char* kRulesStruct = "TimeConstraints";
  static constexpr bool kRulesFirst = false;

  struct Rules {
    TemporalBounds<Value> bounds;
    std::optional<TzRule> tz;

    [[nodiscard]] bool init(const Schema& schema) {
      return bounds.init(schema, kName, kExactBounds) && TzRule::init(schema, tz);
    }
    bool any() const { return bounds.any() || tz; }
    void describe(Describer& out) const {
      bounds.describe(out);
      TzRule::describe(out, tz);
    }
    template <class Input>
    Outcome check(const Temporal<Value>& given, Input input, State& state) const {
      calendar::Time time;
      if (!get_value(given, time)) return Outcome::raised;
      PC_TRY(bounds.check(time, input, state));
      return tz ? tz->check(time.tz_offset, input, state) : Outcome::ok;
    }
  };

  template <class Input>
  static Outcome finish(Temporal<Value>& value, Input, State&, Ref& out) {
    out = value.object ? std::move(value.object) : py::make_time(value.parsed);
    return out ? Outcome::ok : Outcome::raised;
  }
};

}  // namespace

const Node* build_time(const Schema& schema, Builder& builder) {
  return build_temporal<TimeSpec>(schema, builder);
}

}  // namespace pydantic_core
