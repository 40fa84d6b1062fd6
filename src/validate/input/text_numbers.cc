// validate/input/text_numbers.cc: see text_numbers.h.
#include "validate/input/text_numbers.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/edition.h"
#include "base/text.h"
#include "py/long_int.h"
#include "py/no_memory.h"

namespace pydantic_core {
namespace {

/// The most digits of an int in text. A sign counts as a digit, unless kIntLimitIsOfDigits.
constexpr size_t kMaxDigits = 4300;

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if ((c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c) != lower[i]) return false;
  }
  return true;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Length of the white-space character (Unicode White_Space) that `text` begins with; 0 when it
/// begins with another.
size_t leading_space(std::string_view text) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  if (byte(0) == ' ' || (byte(0) >= 9 && byte(0) <= 13)) return 1;
  if (byte(0) == 0xC2 && (byte(1) == 0x85 || byte(1) == 0xA0)) return 2;
  if (byte(0) == 0xE1 && byte(1) == 0x9A && byte(2) == 0x80) return 3;
  if (byte(0) == 0xE2 && byte(1) == 0x80 &&
      ((byte(2) >= 0x80 && byte(2) <= 0x8A) || byte(2) == 0xA8 || byte(2) == 0xA9 ||
       byte(2) == 0xAF))
    return 3;
  if (byte(0) == 0xE2 && byte(1) == 0x81 && byte(2) == 0x9F) return 3;
  if (byte(0) == 0xE3 && byte(1) == 0x80 && byte(2) == 0x80) return 3;
  return 0;
}

std::string_view trim(std::string_view text) {
  while (const size_t n = leading_space(text)) text.remove_prefix(n);
  for (bool again = true; again && !text.empty();) {
    again = false;
    const auto last = static_cast<unsigned char>(text.back());
    if (last > ' ' && last < 0x80) break;  // most texts end in a letter or digit
    for (size_t n = 1; n <= 3 && n <= text.size(); ++n) {
      if (leading_space(text.substr(text.size() - n)) == n) {
        text.remove_suffix(n);
        again = true;
        break;
      }
    }
  }
  return text;
}

/// `text` without its underscores; false when there are none or they are not single ones between
/// other characters.
bool strip_underscores(std::string_view text, Text& out) {
  if (text.empty() || text.front() == '_' || text.back() == '_' ||
      text.find('_') == std::string_view::npos || text.find("__") != std::string_view::npos) {
    return false;
  }
  out.append_replaced(text, "_", "");
  return true;
}

/// What most texts of ints are: up to 18 digits in JSON's grammar. False when it is something else.
bool short_int(std::string_view text, int64_t& out) {
  const bool negative = !text.empty() && text.front() == '-';
  text.remove_prefix(negative);
  if (text.empty() || text.size() > 18 || (text.front() == '0' && text.size() > 1)) return false;
  int64_t value = 0;
  for (const char c : text) {
    const auto digit = static_cast<unsigned char>(c - '0');
    if (digit > 9) return false;
    value = value * 10 + digit;
  }
  out = negative ? -value : value;
  return true;
}

/// An int in JSON's grammar: no leading zeros, no plus. The length of its digits is looked at
/// before what follows them.
TextNumber plain_int(std::string_view text, Ref& out) {
  int64_t value;
  if (short_int(text, value)) [[likely]] {
    out = steal(PyLong_FromLongLong(value));
    return out ? TextNumber::ok : TextNumber::raised;
  }
  const bool negative = !text.empty() && text.front() == '-';
  size_t end = negative;
  while (end < text.size() && is_digit(text[end])) ++end;
  if (end == negative || (text[negative] == '0' && text.size() > negative + 1u))
    return TextNumber::malformed;
  if (end - (kIntLimitIsOfDigits ? negative : 0) > kMaxDigits) return TextNumber::too_long;
  if (end != text.size()) return TextNumber::malformed;
  out = py::int_from_decimal(text);
  return out ? TextNumber::ok : TextNumber::raised;
}

/// `text` from its first digit that counts; false when something else comes before that. "000" and
/// "0_0" leave their last character, "00.0" leaves "0.0".
bool strip_leading_zeros(std::string_view& text) {
  if (text.empty()) return false;
  if (text.front() != '0') return is_digit(text.front()) || text.front() == '-';
  for (size_t i = 1; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '0' || c == '_') continue;
    if (!is_digit(c) && c != '-' && c != '.') return false;
    text.remove_prefix(c == '.' ? i - 1 : i);
    return true;
  }
  text.remove_prefix(text.size() - 1);
  return true;
}

}  // namespace

bool bool_from_text(std::string_view text, bool& out) {
  for (const char* word : {"0", "f", "n", "no", "off", "false"}) {
    if (equals_ignoring_case(text, word)) {
      out = false;
      return true;
    }
  }
  for (const char* word : {"1", "t", "y", "on", "yes", "true"}) {
    if (equals_ignoring_case(text, word)) {
      out = true;
      return true;
    }
  }
  return false;
}

TextNumber int_from_text(std::string_view text, Ref& out) {
  if (const TextNumber plain = plain_int(text, out); plain != TextNumber::malformed) return plain;

  std::string_view rest = trim(text);
  if (!rest.empty() && rest.front() == '+') {
    rest.remove_prefix(1);
    if (!rest.empty() && rest.front() == '-') return TextNumber::malformed;
  }
  const bool negative = !rest.empty() && rest.front() == '-';
  if (negative) {
    rest.remove_prefix(1);
    if (!rest.empty() && (rest.front() == '-' || rest.front() == '+')) return TextNumber::malformed;
  }
  if (!strip_leading_zeros(rest)) return TextNumber::malformed;
  if (const size_t dot = rest.find('.'); dot != std::string_view::npos) {
    const std::string_view fraction = rest.substr(dot + 1);
    if (!fraction.empty() && fraction.find_first_not_of('0') == std::string_view::npos)
      rest = rest.substr(0, dot);
  }
  Text clean;
  if (negative) clean << '-';
  if (!strip_underscores(rest, clean)) {
    if (rest.size() == text.size()) return TextNumber::malformed;
    clean << rest;
  }
  if (!clean.ok()) return py::no_memory();
  const TextNumber result = plain_int(clean.view(), out);
  return result == TextNumber::too_long ? TextNumber::malformed : result;
}

namespace {

/// Whether a decimal without a sign, which is not zero, is at least 1.
bool is_large(std::string_view text) {
  const size_t e = std::min(text.find_first_of("eE"), text.size());
  const std::string_view digits = text.substr(0, e);
  const size_t point = std::min(digits.find('.'), digits.size());
  const size_t first = digits.find_first_not_of("0.");
  // The power of ten of the first digit that counts.
  int64_t power = static_cast<int64_t>(point) - static_cast<int64_t>(first);
  if (power > 0) --power;
  std::string_view exponent = text.substr(std::min(e + 1, text.size()));
  const bool negative = !exponent.empty() && exponent.front() == '-';
  if (!exponent.empty() && !is_digit(exponent.front())) exponent.remove_prefix(1);
  int64_t value = 0;
  if (std::from_chars(exponent.data(), exponent.data() + exponent.size(), value).ec ==
      std::errc::result_out_of_range) {
    return !negative;  // more than any text has digits
  }
  return power + (negative ? -value : value) >= 0;
}

/// A float in the grammar of Rust's f64::from_str.
bool plain_float(std::string_view text, double& out) {
  bool negative = false;
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return false;
  constexpr double kInf = std::numeric_limits<double>::infinity();
  if (equals_ignoring_case(text, "inf") || equals_ignoring_case(text, "infinity")) {
    out = negative ? -kInf : kInf;
    return true;
  }
  if (equals_ignoring_case(text, "nan")) {
    out = std::copysign(std::numeric_limits<double>::quiet_NaN(), negative ? -1.0 : 1.0);
    return true;
  }
  // from_chars takes "1.", ".5" and "1e5" as Rust does; it must not see a second sign, hexadecimal
  // or words.
  if (!is_digit(text.front()) && text.front() != '.') return false;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), out, std::chars_format::general);
  if (end != text.data() + text.size() || error == std::errc::invalid_argument) return false;
  if (error == std::errc::result_out_of_range) {
    out = is_large(text) ? kInf : 0.0;  // from_chars does not say which
  }
  if (negative) out = -out;
  return true;
}

}  // namespace

TextNumber float_from_text(std::string_view text, double& out) {
  if (plain_float(trim(text), out)) return TextNumber::ok;
  Text clean;
  if (!strip_underscores(text, clean)) return TextNumber::malformed;
  if (!clean.ok()) return py::no_memory();
  return plain_float(clean.view(), out) ? TextNumber::ok : TextNumber::malformed;
}

WholeFloat whole_float(double value, int64_t& out) {
  if (!std::isfinite(value)) return WholeFloat::not_finite;
  if (value != std::trunc(value)) return WholeFloat::has_fraction;
  if (value <= -0x1p63 || value >= 0x1p63) return WholeFloat::too_big;
  out = static_cast<int64_t>(value);
  return WholeFloat::ok;
}

}  // namespace pydantic_core
