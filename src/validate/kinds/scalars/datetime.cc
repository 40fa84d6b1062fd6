// validate/kinds/scalars/datetime.cc: datetimes, from datetimes, text, timestamps, and dates as
// their midnight.
#include "validate/kinds/scalars/temporal.h"

namespace pydantic_core {
namespace {

struct DateTimeSpec {
  using Value = calendar::DateTime;
  static constexpr const char* kName = "datetime";
  static constexpr Spelling kSpelling{"Datetime", "DateTimeValidator"};
  static constexpr const char* kRulesStruct = "DateTimeConstraints";
  static constexpr bool kRulesFirst = false;

  struct Rules {
    TemporalBounds<Value> bounds;
    std::optional<NowRule> now;
    std::optional<TzRule> tz;

    [[nodiscard]] bool init(const Schema& schema) {
      return bounds.init(schema, kName) && NowRule::init(schema, now) && TzRule::init(schema, tz);
    }
    bool any() const { return bounds.any() || now || tz; }
    void describe(Describer& out) const {
      bounds.describe(out);
      NowRule::describe(out, "now", now);
      TzRule::describe(out, tz);
    }
    template <class Input>
    Outcome check(const Temporal<Value>& given, Input input, State& state) const {
      calendar::DateTime datetime;
      if (!get_value(given, datetime)) {
        // Most likely a tzinfo of the user's that does not work.
        Text error;
        py::append_pending_exception(error);
        return state.fail(ErrorType::datetime_object_invalid, input, error);
      }
      PC_TRY(bounds.check(datetime, input, state));
      if (now) PC_TRY(check_now(datetime, input, state));
      return tz ? tz->check(datetime.time.tz_offset, input, state) : Outcome::ok;
    }

   private:
    template <class Input>
    Outcome check_now(const calendar::DateTime& datetime, Input input, State& state) const {
      int32_t offset;
      calendar::DateTime present;
      if (!now->get_offset(offset)) return Outcome::raised;
      if (const auto error = calendar::now(offset, present); error != calendar::Error::none) {
        return clock_error("DateTime::now()", error);
      }
      if (now->holds(compare(datetime, present))) return Outcome::ok;
      return state.fail(now->past ? ErrorType::datetime_past : ErrorType::datetime_future, input);
    }
  };

  [[nodiscard]] static bool init(const Schema& schema, TemporalOptions& options) {
    return read_precision(schema, options.precision) && read_unit(schema, options.unit);
  }
  static void describe(Describer& out, const TemporalOptions& options) {
    describe_precision(out, options.precision);
    describe_unit(out, options.unit);
  }

  template <class Input>
  static Outcome read(Input input, TemporalOptions options, State& state, Temporal<Value>& out) {
    return read_or_convert(input, options, state, out,
                           [&](TemporalFault& fault) { return from_date(input, out, fault); });
  }

  template <class Input>
  static Outcome finish(Temporal<Value>& value, Input input, State& state, Ref& out) {
    if (value.object) {
      out = std::move(value.object);
      return Outcome::ok;
    }
    if (value.parsed.date.year == 0) {
      return TemporalFault{ErrorType::datetime_parsing, calendar::Error::year_zero}.fail(input,
                                                                                         state);
    }
    out = py::make_datetime(value.parsed);
    return out ? Outcome::ok : Outcome::raised;
  }

 private:
  /// An input that is not a datetime may still be a date, which stands for its midnight.
  template <class Input>
  static Outcome from_date(Input input, Temporal<Value>& out, TemporalFault& fault) {
    Temporal<calendar::Date> read;
    TemporalFault unread;
    const Outcome outcome = read_temporal(input, {}, read, unread);
    if (outcome == Outcome::invalid && unread.type == ErrorType::date_parsing) {
      fault = {ErrorType::datetime_from_date_parsing, unread.reason};
    }
    if (outcome != Outcome::ok) return outcome;
    out.parsed.time = {};
    out.exactness = Exactness::lax;
    return get_value(read, out.parsed.date) ? Outcome::ok : Outcome::raised;
  }
};

}  // namespace

const Node* build_datetime(const Schema& schema, Builder& builder) {
  return build_temporal<DateTimeSpec>(schema, builder);
}

}  // namespace pydantic_core
