// serialize/output/temporal.h: datetime, date, time and timedelta as JSON has them: ISO 8601 text,
// or a number of seconds or milliseconds.
#pragma once

#include "calendar/datetime.h"
#include "calendar/duration.h"
#include "schema/modes.h"
#include "serialize/output/json_text.h"

namespace pydantic_core {

enum class TemporalKind : uint8_t { datetime, date, time, timedelta };

/// A temporal value on its way into JSON: either text or a number.
class TemporalJson {
 public:
  /// Reads `value`, which is of `type`. False with an exception set.
  [[nodiscard]] bool read(TemporalKind type, Borrowed value, TemporalMode mode);
  /// The same in the mode that inference has for its type.
  [[nodiscard]] bool read(TemporalKind type, Borrowed value, const SerConfig& config) {
    return read(type, value, type == TemporalKind::timedelta ? config.durations : config.temporal);
  }

  void write(JsonText& out) const {
    if (is_text_) {
      out.string(text());
    } else {
      out.number(number_);
    }
  }
  /// A str or a float.
  Ref to_python() const;
  /// A str; numbers as Rust spells them, without exponent.
  Ref to_key() const;

 private:
  std::string_view text() const { return {text_, static_cast<size_t>(end_ - text_)}; }

  bool is_text_ = true;
  double number_ = 0;
  char* end_ = text_;
  char text_[calendar::kMaxDateTimeText > calendar::kMaxDurationText ? calendar::kMaxDateTimeText
                                                                     : calendar::kMaxDurationText];
};

}  // namespace pydantic_core
