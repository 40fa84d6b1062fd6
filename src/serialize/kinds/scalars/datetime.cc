// serialize/kinds/scalars/datetime.cc: datetime, date, time and timedelta.
#include "py/datetime.h"

#include "serialize/engine/build.h"
#include "serialize/output/temporal.h"

namespace pydantic_core {
namespace {

/// What tells the four kinds apart.
struct DatetimeKind {
  static constexpr Spelling kSpelling{"Datetime", "DatetimeSerializer"};
  static constexpr const char* kName = "datetime";
  static constexpr TemporalKind kType = TemporalKind::datetime;
  static bool accepts(Borrowed value) { return py::is_datetime(value); }
  static SerLeaf leaf() { return {py::datetime_api->DateTimeType, LeafForm::datetime}; }
};
struct DateKind {
  static constexpr Spelling kSpelling{"Date", "DateSerializer"};
  static constexpr const char* kName = "date";
  static constexpr TemporalKind kType = TemporalKind::date;
  // A datetime is a date to Python; here its time would be lost.
  static bool accepts(Borrowed value) { return py::is_date(value) && !py::is_datetime(value); }
  static SerLeaf leaf() { return {py::datetime_api->DateType, LeafForm::date}; }
};
struct TimeKind {
  static constexpr Spelling kSpelling{"Time", "TimeSerializer"};
  static constexpr const char* kName = "time";
  static constexpr TemporalKind kType = TemporalKind::time;
  static bool accepts(Borrowed value) { return py::is_time(value); }
  static SerLeaf leaf() { return {}; }
};
struct TimedeltaKind {
  static constexpr Spelling kSpelling{"TimeDelta", "TimeDeltaSerializer"};
  static constexpr const char* kName = "timedelta";
  static constexpr TemporalKind kType = TemporalKind::timedelta;
  static bool accepts(Borrowed value) { return py::is_timedelta(value); }
  static SerLeaf leaf() { return {}; }
};

template <class Kind>
class TemporalSerializer : public KindSerializer<TemporalSerializer<Kind>> {
 public:
  static constexpr Spelling kSpelling = Kind::kSpelling;
  constexpr explicit TemporalSerializer(TemporalMode mode) : mode_(mode) {}

  Ref to_python(Borrowed value, SerState& state) const {
    if (!Kind::accepts(value)) return this->fall_back(value, state);
    if (!state.is_json()) return borrow(value);
    TemporalJson json;
    return json.read(Kind::kType, value, mode_) ? json.to_python() : Ref();
  }
  bool to_json(Borrowed value, SerState& state, JsonText& out) const {
    if (!Kind::accepts(value)) return this->fall_back(value, state, out);
    TemporalJson json;
    if (!json.read(Kind::kType, value, mode_)) return false;
    json.write(out);
    return true;
  }
  Ref json_key(Borrowed key, SerState& state) const {
    if (!Kind::accepts(key)) return this->fall_back_key(key, state);
    TemporalJson json;
    return json.read(Kind::kType, key, mode_) ? json.to_key() : Ref();
  }
  void name(Text& out) const { out << Kind::kName; }
  SerLeaf leaf() const {
    SerLeaf leaf = mode_ == TemporalMode::iso8601 ? Kind::leaf() : SerLeaf();
    // serialize_as_any goes by the config around.
    leaf.not_in = SerLeaf::json_mode | SerLeaf::inferring;
    return leaf;
  }
  void describe(Describer& out) const { out.field_word("temporal_mode", word_of(mode_)); }

 private:
  TemporalMode mode_;
};

template <class Kind>
constexpr TemporalSerializer<Kind> kModes[] = {
    TemporalSerializer<Kind>(TemporalMode::iso8601),
    TemporalSerializer<Kind>(TemporalMode::seconds),
    TemporalSerializer<Kind>(TemporalMode::milliseconds)};

template <class Kind>
const SerNode* build_temporal(const Schema& schema) {
  TemporalMode mode = TemporalMode::iso8601;
  return read_temporal_mode(schema.config, mode) ? &kModes<Kind>[static_cast<int>(mode)] : nullptr;
}

}  // namespace

const SerNode* build_datetime_serializer(const Schema& schema, SerBuilder&) {
  return build_temporal<DatetimeKind>(schema);
}
const SerNode* build_date_serializer(const Schema& schema, SerBuilder&) {
  return build_temporal<DateKind>(schema);
}
const SerNode* build_time_serializer(const Schema& schema, SerBuilder&) {
  return build_temporal<TimeKind>(schema);
}

const SerNode* build_timedelta_serializer(const Schema& schema, SerBuilder&) {
  TemporalMode mode = TemporalMode::iso8601;
  return read_timedelta_mode(schema.config, mode) ? &kModes<TimedeltaKind>[static_cast<int>(mode)]
                                                  : nullptr;
}

}  // namespace pydantic_core
