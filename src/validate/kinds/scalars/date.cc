// validate/kinds/scalars/date.cc: dates, from dates, text, and whatever is a datetime of midnight.
#include "validate/kinds/scalars/temporal.h"

namespace pydantic_core {
namespace {

struct DateSpec {
  using Value = calendar::Date;
  static constexpr const char* kName = "date";
  static constexpr Spelling kSpelling{"Date", "DateValidator"};
  static constexpr const char* kRulesStruct = "DateConstraints";
  static constexpr bool kRulesFirst = false;

  struct Rules {
    TemporalBounds<Value> bounds;
    std::optional<NowRule> today;

    [[nodiscard]] bool init(const Schema& schema) {
      return bounds.init(schema, kName) && NowRule::init(schema, today);
    }
    bool any() const { return bounds.any() || today; }
    void describe(Describer& out) const {
      bounds.describe(out);
      NowRule::describe(out, "today", today);
    }
    template <class Input>
    Outcome check(const Temporal<Value>& given, Input input, State& state) const {
      calendar::Date date;
      if (!get_value(given, date)) return Outcome::raised;
      PC_TRY(bounds.check(date, input, state));
      if (!today) return Outcome::ok;
      int32_t offset;
      calendar::Date now;
      if (!today->get_offset(offset)) return Outcome::raised;
      if (const auto error = calendar::today(offset, now); error != calendar::Error::none) {
        return clock_error("Date::today()", error);
      }
      if (today->holds(compare(date, now))) return Outcome::ok;
      return state.fail(today->past ? ErrorType::date_past : ErrorType::date_future, input);
    }
  };

  [[nodiscard]] static bool init(const Schema& schema, TemporalOptions& options) {
    return read_unit(schema, options.unit);
  }
  static void describe(Describer& out, const TemporalOptions& options) {
    describe_unit(out, options.unit);
  }

  template <class Input>
  static Outcome read(Input input, TemporalOptions options, State& state, Temporal<Value>& out) {
    return read_or_convert(input, options, state, out, [&](TemporalFault& fault) {
      return from_datetime(input, options, out, fault);
    });
  }

  template <class Input>
  static Outcome finish(Temporal<Value>& value, Input input, State& state, Ref& out) {
    if (value.object) {
      out = std::move(value.object);
      return Outcome::ok;
    }
    if (value.parsed.year == 0) {
      return TemporalFault{ErrorType::date_parsing, calendar::Error::year_zero}.fail(input, state);
    }
    out = py::make_date(value.parsed);
    return out ? Outcome::ok : Outcome::raised;
  }

 private:
  /// An input that is not a date may still be a datetime at midnight.
  template <class Input>
  static Outcome from_datetime(Input input, TemporalOptions options, Temporal<Value>& out,
                               TemporalFault& fault) {
    Temporal<calendar::DateTime> read;
    TemporalFault unread;
    const Outcome outcome = read_temporal(input, options, read, unread);
    if (outcome == Outcome::invalid && unread.type == ErrorType::datetime_parsing) {
      fault = {ErrorType::date_from_datetime_parsing, unread.reason};
    }
    if (outcome != Outcome::ok) return outcome;
    calendar::DateTime datetime;
    if (!get_value(read, datetime)) return Outcome::raised;
    if (!datetime.time.is_midnight()) {
      fault = {ErrorType::date_from_datetime_inexact, calendar::Error::none};
      return Outcome::invalid;
    }
    out.parsed = datetime.date;
    out.exactness = Exactness::lax;
    return Outcome::ok;
  }
};

}  // namespace

const Node* build_date(const Schema& schema, Builder& builder) {
  return build_temporal<DateSpec>(schema, builder);
}

}  // namespace pydantic_core
