// src/calendar/numbers.cc: reading a timestamp out of text. The integer loop wraps on overflow and
// notices only when the running value turns negative, so some numbers beyond 64 bits are read as
// their remainder: the specification does that, and what such text then means (mostly "dates after
// 9999 ...") is part of the accepted forms.
#include "numbers.h"

#include <charconv>
#include <system_error>

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
  const bool negative = ++i < digits.size() && digits[i] == '-';
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

}  // namespace

Number parse_number(std::string_view text) {
  if (text.empty()) return {};
  const bool negative = text[0] == '-';
  size_t i = text.size() > 1 && (negative || text[0] == '+');
  const size_t first = i;
  uint64_t value = 0;
  for (; i < text.size(); ++i) {
    if (!is_digit(text[i])) {
      Number number;
      if (text[i] == '.' && parse_decimal(text, number.decimal)) number.kind = NumberKind::decimal;
      return number;
    }
    value = value * 10 + static_cast<uint64_t>(text[i] - '0');
    if (i > first && static_cast<int64_t>(value) < 0) return {};
  }
  const auto integer = static_cast<int64_t>(value);
  return {NumberKind::integer, negative ? -integer : integer, 0};
}

}  // namespace pydantic_core::calendar
