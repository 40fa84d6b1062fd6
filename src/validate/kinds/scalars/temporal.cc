// validate/kinds/scalars/temporal.cc: see temporal.h.
#include "validate/kinds/scalars/temporal.h"

#include <climits>

#include "oncecell/oncecell.h"
#include "py/call.h"
#include "py/number.h"

namespace pydantic_core {

template <>
struct WordsOf<calendar::TemporalUnit> {
  static constexpr Word kWords[] = {
      {"infer", "Infer"}, {"seconds", "Seconds"}, {"milliseconds", "Milliseconds"}};
};
template <>
struct WordsOf<calendar::MicrosecondsPrecision> {
  static constexpr Word kWords[] = {{"truncate", "Truncate"}, {"error", "Error"}};
};
namespace {

constinit oncecell::ImportCell localtime_function{"time", "localtime"};

template <class T, size_t kMaxText>
Ref formatted(const T& value) {
  char text[kMaxText];
  return py::str(std::string_view(text, static_cast<size_t>(format(value, text) - text)));
}

/// An int of 32 bits. False with TypeError or OverflowError set.
bool read_int32(Borrowed value, int32_t& out) {
  long number;
  if (!py::read_integer(value, INT32_MIN, INT32_MAX, number)) return false;
  out = static_cast<int32_t>(number);
  return true;
}

/// SchemaError `Invalid FIELD "text"`.
Raised refuse_word(const char* field, Borrowed text) {
  std::string_view utf8;
  if (!py::utf8(text, utf8)) return {};
  Text message;
  message << "Invalid " << field << ' ';
  Describer(message).quoted(utf8);
  return schema_error(message);
}

void describe_number(Describer& out, const char* field, int64_t value) {
  out.field(field);
  out.out() << value;
}

void describe_optional(Describer& out, const std::optional<int32_t>& value) {
  out.optional(value.has_value(), [&] { out.out() << *value; });
}

}  // namespace

Ref bound_text(const calendar::Date& value) {
  return formatted<calendar::Date, calendar::kMaxDateText>(value);
}
Ref bound_text(const calendar::Time& value) {
  return formatted<calendar::Time, calendar::kMaxTimeText>(value);
}
Ref bound_text(const calendar::DateTime& value) {
  return formatted<calendar::DateTime, calendar::kMaxDateTimeText>(value);
}
Ref bound_text(const calendar::Duration& value) {
  return py::str(calendar::describe(value.to_timedelta()));
}

void describe_value(Describer& out, const calendar::Date& value) {
  out.open("Date");
  describe_number(out, "year", value.year);
  describe_number(out, "month", value.month);
  describe_number(out, "day", value.day);
  out.close();
}

void describe_value(Describer& out, const calendar::Time& value) {
  out.open("Time");
  describe_number(out, "hour", value.hour);
  describe_number(out, "minute", value.minute);
  describe_number(out, "second", value.second);
  describe_number(out, "microsecond", value.microsecond);
  out.field("tz_offset");
  describe_optional(out, value.tz_offset);
  out.close();
}

void describe_value(Describer& out, const calendar::DateTime& value) {
  out.open("DateTime");
  out.field("date");
  describe_value(out, value.date);
  out.field("time");
  describe_value(out, value.time);
  out.close();
}

void describe_value(Describer& out, const calendar::Duration& value) {
  out.open("Duration");
  out.field("positive", value.positive);
  describe_number(out, "day", value.day);
  describe_number(out, "second", value.second);
  describe_number(out, "microsecond", value.microsecond);
  out.close();
}

bool read_unit(const Schema& schema, calendar::TemporalUnit& out) {
  Ref text;
  if (!schema.config.get_text(names.val_temporal_unit, text)) return false;
  if (!text || find_word(text.get(), out)) return true;
  Text message;
  message << "Invalid temporal_unit_mode serialization mode: `";
  py::append_lossy(message, text.get());
  return schema_error(message << "`, expected seconds, milliseconds or infer");
}

bool read_precision(const Schema& schema, calendar::MicrosecondsPrecision& out) {
  Ref text;
  if (!schema.get_or_config(names.microseconds_precision, text)) return false;
  if (!text) return true;
  if (!py::is_str(text.get())) return conversion_error(text.get(), "PyString");
  const Ref lower = py::call_method(text.get(), names.lower);
  if (!lower) return false;
  return find_word(lower.get(), out) ||
         schema_error("Invalid `microseconds_precision`, must be one of \"truncate\" or \"error\"");
}

void describe_unit(Describer& out, calendar::TemporalUnit unit) {
  out.field_word("val_temporal_unit", word_of(unit));
}

void describe_precision(Describer& out, calendar::MicrosecondsPrecision precision) {
  out.field_word("microseconds_precision", word_of(precision));
}

Raised refuse_bound(Borrowed key, const char* what) {
  Text text;
  text << '\'';
  py::append_lossy(text, key);
  return py::raise(PyExc_ValueError, text << "' must be coercible to a " << what << " instance");
}

bool NowRule::init(const Schema& schema, std::optional<NowRule>& out) {
  Ref op, offset;
  if (!schema.dict.get_text(names.now_op, op)) return false;
  if (!op) return true;
  NowRule rule;
  rule.past = py::equals(op.get(), "past");
  if (!rule.past && !py::equals(op.get(), "future")) return refuse_word("now_op", op.get());
  if (!schema.dict.get(names.now_utc_offset, offset)) return false;
  if (offset && !read_int32(offset.get(), rule.utc_offset.emplace())) return false;
  out = rule;
  return true;
}

bool NowRule::get_offset(int32_t& out) const {
  if (utc_offset) {
    out = *utc_offset;
    return true;
  }
  Borrowed localtime = localtime_function.get_or_import();
  const Ref now = localtime != nullptr ? py::call(localtime) : Ref();
  const Ref offset = now ? steal(PyObject_GetAttr(now.get(), names.tm_gmtoff)) : Ref();
  return offset && read_int32(offset.get(), out);
}

void NowRule::describe(Describer& out, const char* field, const std::optional<NowRule>& rule) {
  out.field(field);
  if (!rule) {
    out.out() << "None";
    return;
  }
  out.open_tuple("Some");
  out.open("NowConstraint");
  out.field_word("op", rule->past ? "Past" : "Future");
  out.field("utc_offset");
  describe_optional(out, rule->utc_offset);
  out.close();
  out.close_tuple();
}

bool TzRule::init(const Schema& schema, std::optional<TzRule>& out) {
  Ref given;
  if (!schema.dict.get(names.tz_constraint, given)) return false;
  if (!given) return true;
  TzRule rule{true, {}};
  if (!py::is_str(given.get())) {
    if (!read_int32(given.get(), rule.offset.emplace())) return false;
  } else if (py::equals(given.get(), "naive")) {
    rule.aware = false;
  } else if (!py::equals(given.get(), "aware")) {
    return refuse_word("tz_constraint", given.get());
  }
  out = rule;
  return true;
}

void TzRule::describe(Describer& out, const std::optional<TzRule>& rule) {
  out.field("tz");
  if (!rule) {
    out.out() << "None";
    return;
  }
  out.open_tuple("Some");
  if (rule->aware) {
    out.open_tuple("Aware");
    describe_optional(out, rule->offset);
    out.close_tuple();
  } else {
    out.out() << "Naive";
  }
  out.close_tuple();
}

Outcome clock_error(const char* function, calendar::Error error) {
  return schema_error(Text() << function << " error: " << calendar::error_text(error));
}

}  // namespace pydantic_core
