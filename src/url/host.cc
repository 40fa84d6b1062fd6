// url/host.cc: hosts.
#include "host.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ada.h"
#include "percent.h"

namespace pydantic_core::url {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

enum class Number : uint8_t { none, too_big, ok };

/// A part of an IPv4 address: decimal, `0x` hexadecimal or `0` octal.
Number parse_number(std::string_view text, uint32_t& out) {
  if (text.empty()) return Number::none;
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  } else if (text.size() >= 2 && text[0] == '0') {
    base = 8;
    text.remove_prefix(1);
  }
  out = 0;
  if (text.empty()) return Number::ok;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
  if (end != text.data() + text.size()) return Number::none;
  return error == std::errc() ? Number::ok : Number::too_big;
}

/// Whether a domain must be an IPv4 address: its last part is a number.
bool ends_in_number(std::string_view domain) {
  if (domain.ends_with('.')) domain.remove_suffix(1);
  const std::string_view last = domain.substr(domain.rfind('.') + 1);
  if (!last.empty() && std::all_of(last.begin(), last.end(), is_digit)) return true;
  uint32_t value;
  return parse_number(last, value) != Number::none;
}

Error parse_ipv4(std::string_view text, Host& out) {
  if (text.ends_with('.')) text.remove_suffix(1);
  std::vector<uint32_t> numbers;
  for (bool more = true; more;) {
    const size_t end = text.find('.');
    more = end != std::string_view::npos;
    uint32_t value;
    if (numbers.size() == 4 || parse_number(text.substr(0, end), value) != Number::ok) {
      return Error::invalid_ipv4;
    }
    numbers.push_back(value);
    if (more) text.remove_prefix(end + 1);
  }
  // The last number fills all bytes that are left.
  uint32_t address = numbers.back();
  numbers.pop_back();
  if (address > UINT32_MAX >> (8 * numbers.size())) return Error::invalid_ipv4;
  for (size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] > 255) return Error::invalid_ipv4;
    address += numbers[i] << (8 * (3 - i));
  }
  out = {true, ada::serializers::ipv4(address)};
  return Error::none;
}

/// `1.2.3.4` at the end of an IPv6 address, into two pieces.
bool parse_embedded_ipv4(std::string_view text, uint16_t* pieces) {
  for (int i = 0; i < 4; ++i) {
    if (i > 0) {
      if (!text.starts_with('.')) return false;
      text.remove_prefix(1);
    }
    unsigned value = 0;
    size_t digits = 0;
    for (; digits < text.size() && is_digit(text[digits]); ++digits) {
      if (digits > 0 && value == 0) return false;  // a leading zero
      value = value * 10 + static_cast<unsigned>(text[digits] - '0');
      if (value > 255) return false;
    }
    if (digits == 0) return false;
    text.remove_prefix(digits);
    pieces[i / 2] = static_cast<uint16_t>(pieces[i / 2] * 256 + value);
  }
  return text.empty();
}

using Pieces = std::array<uint16_t, 8>;

bool parse_ipv6(std::string_view text, Pieces& pieces) {
  pieces = {};
  size_t count = 0;
  size_t gap = 8;  // the piece before which `::` stands; 8 when there is none
  if (text.size() < 2) return false;
  if (text[0] == ':') {
    if (text[1] != ':') return false;
    text.remove_prefix(2);
    gap = count = 1;
  }
  while (!text.empty()) {
    if (count == 8) return false;
    if (text[0] == ':') {
      if (gap != 8) return false;
      text.remove_prefix(1);
      gap = ++count;
      continue;
    }
    uint16_t value = 0;
    const size_t most = std::min<size_t>(4, text.size());
    const char* const end = std::from_chars(text.data(), text.data() + most, value, 16).ptr;
    const auto digits = static_cast<size_t>(end - text.data());
    if (digits < text.size() && text[digits] == '.') {
      if (digits == 0 || count > 6 || !parse_embedded_ipv4(text, &pieces[count])) return false;
      count += 2;
      break;
    }
    text.remove_prefix(digits);
    if (!text.empty()) {
      if (text[0] != ':') return false;
      text.remove_prefix(1);
      if (text.empty()) return false;
    }
    pieces[count++] = value;
  }
  if (gap == 8) return count == 8;
  // What follows the gap moves to the end.
  std::move_backward(pieces.begin() + static_cast<std::ptrdiff_t>(gap),
                     pieces.begin() + static_cast<std::ptrdiff_t>(count), pieces.end());
  std::fill(pieces.begin() + static_cast<std::ptrdiff_t>(gap),
            pieces.end() - static_cast<std::ptrdiff_t>(count - gap), uint16_t{0});
  return true;
}

Error parse_bracketed(std::string_view text, Host& out) {
  Pieces pieces;
  if (!text.ends_with(']') || !parse_ipv6(text.substr(1, text.size() - 2), pieces)) {
    return Error::invalid_ipv6;
  }
  out = {true, ada::serializers::ipv6(pieces)};
  return Error::none;
}

}  // namespace

Error parse_host(std::string_view text, Host& out) {
  if (text.starts_with('[')) return parse_bracketed(text, out);
  std::string domain;
  const size_t percent = text.find('%');
  const bool ok = percent == std::string_view::npos
                      ? domain_to_ascii(text, domain)
                      : domain_to_ascii(ada::unicode::percent_decode(text, percent), domain);
  if (!ok) return Error::idna;
  if (domain.empty()) return Error::empty_host;
  if (ends_in_number(domain)) return parse_ipv4(domain, out);
  out = {false, std::move(domain)};
  return Error::none;
}

Error parse_opaque_host(std::string_view text, Host& out) {
  if (text.starts_with('[')) return parse_bracketed(text, out);
  if (text.find_first_of(std::string_view("\0\t\n\r #/:<>?@[\\]^|", 17)) !=
      std::string_view::npos) {
    return Error::invalid_domain_character;
  }
  out = {};
  percent_encode(text, kControls, out.text);
  return Error::none;
}

}  // namespace pydantic_core::url
