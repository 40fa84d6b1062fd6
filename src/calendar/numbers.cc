// calendar/numbers.cc: reading a timestamp out of text.
#include "numbers.h"

#include <charconv>
#include <system_error>

#include "base/edition.h"

namespace pydantic_core::calendar {
namespace {

/// Whether decimal text whose value does not fit a double is too big for it (else it is too small).
bool is_huge(std::string_view digits) {
  int64_t magnitude = 0;
  bool seen_point = false;
  bool seen_nonzero = false;
  size_t i = 0;
  for (; i < digits.size() && (is_digit(digits[i]) || digits[i] == '.'); ++i) {
    if (digits[i] == '.') {
      seen_point = true;
      continue;
    }
    seen_nonzero |= digits[i] != '0';
    if (seen_point ? !seen_nonzero : seen_nonzero) magnitude += seen_point ? -1 : 1;
  }
  if (i == digits.size()) return magnitude > 0;
  ++i;
  const bool negative = i < digits.size() && digits[i] == '-';
  int64_t exponent = 0;
  for (; i < digits.size(); ++i) {
    if (is_digit(digits[i]) && exponent < INT64_MAX / 100)
      exponent = exponent * 10 + digits[i] - '0';
  }
  return magnitude + (negative ? -exponent : exponent) > 0;
}

bool parse_decimal(std::string_view text, double& out) {
  const bool negative = text.front() == '-';
  if (negative || text.front() == '+') text.remove_prefix(1);
  const char* const end = text.data() + text.size();
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (stop != end) return false;
  if (error == std::errc::result_out_of_range) {
    value = is_huge(text) ? std::numeric_limits<double>::infinity() : 0.0;
  } else if (error != std::errc()) {
    return false;
  }
  out = negative ? -value : value;
  return true;
}

/// The magnitude of an integer that is read digit by digit.
class Magnitude {
 public:
  explicit Magnitude(bool negative) : negative_(negative) {}

  void add(char digit) {
    const auto next = static_cast<uint64_t>(digit - '0');
    if (kTimestampTextIsFloat) {
      const uint64_t most = uint64_t{INT64_MAX} + negative_;
      fits_ = fits_ && value_ <= (most - next) / 10;
    } else {
      // The older specification wraps around, and looks only at the sign of what it has from the
      // second digit on: some numbers beyond 64 bits are read as their remainder.
      fits_ = fits_ && (is_first_ || static_cast<int64_t>(value_ * 10 + next) >= 0);
    }
    is_first_ = false;
    value_ = value_ * 10 + next;
  }
  bool fits() const { return fits_; }
  int64_t number() const { return static_cast<int64_t>(negative_ ? 0 - value_ : value_); }

 private:
  uint64_t value_ = 0;
  bool negative_;
  bool fits_ = true;
  bool is_first_ = true;
};

}  // namespace

Number parse_number(std::string_view text) {
  if (text.empty()) return {};
  const bool negative = text[0] == '-';
  Magnitude magnitude(negative);
  for (size_t i = text.size() > 1 && (negative || text[0] == '+'); i < text.size(); ++i) {
    if (!is_digit(text[i])) {
      Number number;
      if (text[i] == '.' && parse_decimal(text, number.decimal)) number.kind = NumberKind::decimal;
      return number;
    }
    magnitude.add(text[i]);
    // With kTimestampTextIsFloat, only an integer must fit. Digits that may yet be followed by a
    // point are therefore not refused here.
    if (!kTimestampTextIsFloat && !magnitude.fits()) return {};
  }
  if (!magnitude.fits()) return {};
  return {NumberKind::integer, magnitude.number(), 0};
}

}  // namespace pydantic_core::calendar
