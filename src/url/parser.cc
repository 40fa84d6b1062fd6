// url/parser.cc: schemes, authorities, queries and fragments, and which way to go for which scheme.
// Paths, and file URLs with their drive letters, are in path_parser.cc.
#include "parser.h"

#include <algorithm>

#include "ada.h"
#include "base/utf8.h"
#include "host.h"
#include "percent.h"

namespace pydantic_core::url {
namespace {

bool is_alpha(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The URL code points of the WHATWG, `%` left out.
bool is_url_code_point(char32_t c) {
  if (c < 0x80) {
    const char ascii = static_cast<char>(c);
    return is_alpha(ascii) || is_digit(ascii) ||
           (c != 0 &&
            std::string_view("!$&'()*+,-./:;=?@_~").find(ascii) != std::string_view::npos);
  }
  if (c < 0xA0 || (c >= 0xFDD0 && c <= 0xFDEF)) return false;
  return (c & 0xFFFE) != 0xFFFE && !(c >= 0xE0000 && c < 0xE1000);
}

}  // namespace

bool is_special(std::string_view scheme) { return ada::scheme::is_special(scheme); }

std::optional<uint16_t> Url::port() const {
  if (port_) return port_;
  const uint16_t port = ada::scheme::get_special_port(scheme());
  return port != 0 ? std::optional(port) : std::nullopt;  // file has none
}

/// Tabs and line breaks do not count anywhere in a URL.
void Parser::set_input(std::string_view text) {
  const auto is_break = [](char c) { return c == '\t' || c == '\n' || c == '\r'; };
  in_ = text;
  if (std::none_of(text.begin(), text.end(), is_break)) return;
  without_breaks_ = text;
  std::erase_if(without_breaks_, is_break);
  in_ = without_breaks_;
}

Error Parser::parse(std::string_view text) {
  const size_t whole = text.size();
  const auto is_ignored = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!text.empty() && is_ignored(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_ignored(text.back())) text.remove_suffix(1);
  if (text.size() < whole) note(Error::c0_space_ignored);
  set_input(text);
  if (in_.size() < text.size()) note(Error::tab_or_newline_ignored);
  // What is written is at most three times what is read, and a host may gain some.
  if (in_.size() > UINT32_MAX / 4) return Error::overflow;
  out_.reserve(in_.size() + 8);

  if (!take_scheme()) return Error::relative_without_base;
  url_.scheme_end_ = written();
  set_scheme(out_);
  out_ += ':';
  if (scheme_ == Scheme::file) return parse_file();
  if (scheme_ == Scheme::special) {
    const size_t start = at_;
    while (is_slash(at(at_))) ++at_;
    if (in_.substr(start, at_ - start) != "//") note(Error::expected_double_slash);
    return parse_authority();
  }
  if (at(at_) == '/' && at(at_ + 1) == '/') {
    at_ += 2;
    return parse_authority();
  }
  url_.username_end_ = url_.host_start_ = url_.host_end_ = url_.path_start_ = written();
  if (at(at_) == '/') {
    out_ += '/';
    ++at_;
    bool has_host = false;
    parse_path(url_.path_start_, has_host);
    if (std::string_view(out_).substr(url_.path_start_).starts_with("//")) {
      // Or else the path would read as an authority.
      out_.insert(url_.path_start_, "/.");
      url_.path_start_ += 2;
    }
  } else {
    parse_opaque_path(true);
  }
  parse_query_and_fragment();
  return Error::none;
}

void Parser::set_scheme(std::string_view scheme) {
  scheme_ = scheme == "file"          ? Scheme::file
            : url::is_special(scheme) ? Scheme::special
                                      : Scheme::other;
}

bool Parser::take_scheme() {
  if (!is_alpha(at(0))) return false;
  for (; at_ < in_.size(); ++at_) {
    const char c = in_[at_];
    if (c == ':') {
      ++at_;
      return true;
    }
    if (!is_alpha(c) && !is_digit(c) && c != '+' && c != '-' && c != '.') return false;
    out_ += is_alpha(c) ? static_cast<char>(c | 32) : c;
  }
  return false;
}

/// What follows the slashes.
Error Parser::parse_authority() {
  out_ += "//";
  bool is_empty = true;
  Error error = parse_userinfo(is_empty);
  if (error == Error::none) error = parse_host_and_port();
  if (error != Error::none) return error;
  if (!url_.has_host() && !is_empty) return Error::empty_host;
  url_.path_start_ = written();
  bool has_host = true;
  parse_path_start(has_host);
  parse_query_and_fragment();
  return Error::none;
}

/// Reads up to the last `@` before the path; `is_empty` says whether it wrote nothing.
Error Parser::parse_userinfo(bool& is_empty) {
  url_.username_end_ = written();
  size_t end = std::string::npos;
  for (size_t i = at_; i < in_.size(); ++i) {
    const char c = in_[i];
    if (c == '?' || c == '#' || is_slash(c)) break;
    if (c != '@') continue;
    if (end != std::string::npos) note(Error::unencoded_at_sign);
    end = i;
  }
  if (end == std::string::npos) return Error::none;
  if (end == at_) {
    ++at_;
    const char next = at(at_);
    const bool has_next = at_ < in_.size();
    return has_next && (next == '?' || next == '#' || is_slash(next)) ? Error::empty_host
                                                                      : Error::none;
  }
  const size_t begin = out_.size();
  const size_t colon = std::min(in_.find(':', at_), end);
  take(colon, kUserinfoSet);
  url_.username_end_ = written();
  if (colon + 1 < end) {
    out_ += ':';
    ++at_;
    take(end, kUserinfoSet);
  }
  at_ = end + 1;
  is_empty = out_.size() == begin;
  if (!is_empty) out_ += '@';
  return Error::none;
}

void Parser::set_host(bool is_address, std::string_view text) {
  url_.host_start_ = written();
  out_ += text;
  url_.host_end_ = written();
  url_.host_kind_ = is_address     ? Url::HostKind::address
                    : text.empty() ? Url::HostKind::none
                                   : Url::HostKind::domain;
}

/// Passes everything up to the port or the path; brackets hide colons.
std::string_view Parser::take_host() {
  const size_t begin = at_;
  bool in_brackets = false;
  for (; at_ < in_.size(); ++at_) {
    const char c = in_[at_];
    if ((c == ':' && !in_brackets) || c == '?' || c == '#' || is_slash(c)) break;
    if (c == '[') in_brackets = true;
    if (c == ']') in_brackets = false;
  }
  return in_.substr(begin, at_ - begin);
}

Error Parser::parse_host_and_port() {
  const std::string_view text = take_host();
  if (is_special() && text.empty()) return Error::empty_host;
  Host host;
  const Error error = is_special() ? parse_host(text, host) : parse_opaque_host(text, host);
  if (error != Error::none) return error;
  if (host.text.empty() && at(at_) == ':') return Error::empty_host;
  set_host(host.is_address, host.text);
  return at(at_) == ':' ? parse_port() : Error::none;
}

Error Parser::parse_port() {
  ++at_;
  uint32_t port = 0;
  const size_t begin = at_;
  for (; at_ < in_.size() && is_digit(in_[at_]); ++at_) {
    port = port * 10 + static_cast<uint32_t>(in_[at_] - '0');
    if (port > 65535) return Error::invalid_port;
  }
  const char next = at(at_);
  if (at_ < in_.size() && next != '/' && next != '\\' && next != '?' && next != '#') {
    return Error::invalid_port;
  }
  if (at_ == begin || (is_special() && port == ada::scheme::get_special_port(url_.scheme())))
    return Error::none;
  url_.port_ = static_cast<uint16_t>(port);
  out_ += ':' + std::to_string(port);
  return Error::none;
}

/// Reads up to `end` and writes it, with what is in the set encoded.
void Parser::take(size_t end, const EncodeSet& set) {
  if (strict_) check(end);
  percent_encode(in_.substr(at_, end - at_), set, out_);
  at_ = end;
}

/// Where the character after the current one begins.
size_t Parser::next_character() const {
  size_t next = at_ + 1;
  while (next < in_.size() && (in_[next] & 0xC0) == 0x80) ++next;
  return next;
}

/// Notes what is wrong with the characters up to `end`.
void Parser::check(size_t end) {
  for (const char* p = in_.data() + at_; p < in_.data() + end;) {
    const auto i = static_cast<size_t>(p - in_.data());
    const char32_t c = utf8::decode(p);
    if (c == '%') {
      if (!is_hex_digit(at(i + 1)) || !is_hex_digit(at(i + 2))) note(Error::percent_decode);
    } else if (!is_url_code_point(c)) {
      note(Error::non_url_code_point);
    }
  }
}

void Parser::parse_query_and_fragment() {
  if (at(at_) == '?' && at_ < in_.size()) {
    url_.query_start_ = written();
    out_ += '?';
    ++at_;
    take(std::min(in_.find('#', at_), in_.size()), is_special() ? kSpecialQuerySet : kQuerySet);
  }
  if (at_ >= in_.size()) return;
  url_.fragment_start_ = written();
  out_ += '#';
  ++at_;
  while (at_ < in_.size()) {
    // In a fragment, NULL is a fault of its own.
    take(std::min(in_.find('\0', at_), in_.size()), kFragmentSet);
    if (at_ == in_.size()) break;
    note(Error::null_in_fragment);
    percent_encode(in_.substr(at_++, 1), kFragmentSet, out_);
  }
}

}  // namespace pydantic_core::url
