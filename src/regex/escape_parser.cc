// regex/escape_parser.cc: literals, `.`, `^`, `$` and all that begins with a backslash.
#include <string_view>

#include "parser.h"

namespace pydantic_core::regex {
namespace {

[[maybe_unused]] constexpr std::string_view kMeta = "\\.+*?()|[]{}^$#&-~";

bool is_ascii_alphanumeric(uint32_t c) { return c < 0x80 && is_alphanumeric(c); }

/// The value of a hexadecimal digit, or 16.
uint32_t hex_digit(uint32_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 16;
}

bool is_scalar_value(uint32_t c) { return c <= kMaxCodePoint && (c < 0xD800 || c > 0xDFFF); }

}  // namespace

NodeId Parser::add_literal(Span span, uint32_t c) {
  const NodeId id = add(Kind::literal, span);
  node(id).c = c;
  return id;
}

NodeId Parser::add_look(Span span, Look look) {
  const NodeId id = add(Kind::assertion, span);
  node(id).look = look;
  return id;
}

NodeId Parser::parse_primitive() {
  const Span span = character();
  const uint32_t c = current();
  if (c == '\\') return parse_escape();
  bump();
  switch (c) {
    case '.':
      return add(Kind::dot, span);
    case '^':
      return add_look(span, Look::line_start);
    case '$':
      return add_look(span, Look::line_end);
    default:
      return add_literal(span, c);
  }
}

NodeId Parser::parse_escape() {
  const uint32_t begin = position();
  if (!bump()) return reject(ErrorKind::escape_unexpected_end, since(begin));
  const uint32_t c = current();
  if (c >= '0' && c <= '9') {
    return reject(ErrorKind::unsupported_backreference, {begin, character().end});
  }
  switch (c) {
    case 'x':
    case 'u':
    case 'U':
      return parse_hex(begin);
    case 'p':
    case 'P':
      return parse_unicode_class(begin);
    case 'd':
    case 's':
    case 'w':
    case 'D':
    case 'S':
    case 'W':
      return parse_perl_class(begin);
    default:
      return parse_short_escape(begin);
  }
}

NodeId Parser::parse_perl_class(uint32_t begin) {
  const uint32_t c = current();
  bump();
  const NodeId id = add(Kind::perl, since(begin));
  node(id).c = c | 32;
  node(id).negated = c < 'a';
  return id;
}

/// A backslash and one character: a literal or an assertion.
NodeId Parser::parse_short_escape(uint32_t begin) {
  const uint32_t c = current();
  bump();
  const Span span = since(begin);
  const bool is_angle = c == '<' || c == '>';
  if (c < 0x80 && !is_angle && !is_ascii_alphanumeric(c)) return add_literal(span, c);
  switch (c) {
    case 'a':
      return add_literal(span, '\a');
    case 'f':
      return add_literal(span, '\f');
    case 't':
      return add_literal(span, '\t');
    case 'n':
      return add_literal(span, '\n');
    case 'r':
      return add_literal(span, '\r');
    case 'v':
      return add_literal(span, '\v');
    case 'A':
      return add_look(span, Look::text_start);
    case 'z':
      return add_look(span, Look::text_end);
    case 'B':
      return add_look(span, Look::not_word_boundary);
    case '<':
      return add_look(span, Look::word_start);
    case '>':
      return add_look(span, Look::word_end);
    case 'b': {
      Look look = Look::word_boundary;
      if (current() == '{' && !parse_special_boundary(begin, look)) return kFailed;
      return add_look(since(begin), look);
    }
    default:
      return reject(ErrorKind::escape_unrecognized, span);
  }
}

/// `{start}` and the like after `\b`. Braces that do not begin with a letter are a repetition, and
/// are not read here.
bool Parser::parse_special_boundary(uint32_t begin, Look& look) {
  const auto is_name = [](uint32_t c) { return c == '-' || (c < 0x80 && is_alphabetic(c)); };
  const uint32_t brace = position();
  if (!bump_and_skip()) {
    return fail(ErrorKind::special_word_or_repetition_unexpected_end, since(begin));
  }
  const uint32_t name_begin = position();
  if (!is_name(current())) {
    set_position(brace);
    return true;
  }
  std::string name;
  for (; !at_end() && is_name(current()); bump_and_skip()) name += static_cast<char>(current());
  if (at_end() || current() != '}') {
    return fail(ErrorKind::special_word_boundary_unclosed, since(brace));
  }
  const Span name_span = since(name_begin);
  bump();
  if (name == "start") {
    look = Look::word_start;
  } else if (name == "end") {
    look = Look::word_end;
  } else if (name == "start-half") {
    look = Look::word_start_half;
  } else if (name == "end-half") {
    look = Look::word_end_half;
  } else {
    return fail(ErrorKind::special_word_boundary_unrecognized, name_span);
  }
  return true;
}

NodeId Parser::parse_hex(uint32_t begin) {
  const uint32_t letter = current();
  if (!bump_and_skip()) return reject(ErrorKind::escape_unexpected_end, here());
  if (current() == '{') return parse_hex_braces(begin);
  return parse_hex_digits(begin, letter == 'x' ? 2 : letter == 'u' ? 4 : 8);
}

NodeId Parser::parse_hex_digits(uint32_t begin, int digits) {
  const uint32_t digits_begin = position();
  uint32_t value = 0;
  for (int i = 0; i < digits; ++i) {
    if (i > 0 && !bump_and_skip()) return reject(ErrorKind::escape_unexpected_end, here());
    const uint32_t digit = hex_digit(current());
    if (digit == 16) return reject(ErrorKind::escape_hex_invalid_digit, character());
    value = value << 4 | digit;
  }
  bump_and_skip();
  if (!is_scalar_value(value)) return reject(ErrorKind::escape_hex_invalid, since(digits_begin));
  const NodeId id = add_literal(since(begin), value);
  node(id).is_byte = digits == 2;
  return id;
}

NodeId Parser::parse_hex_braces(uint32_t begin) {
  const uint32_t brace = position();
  const uint32_t digits_begin = character().end;
  uint32_t value = 0;
  bool has_digits = false;
  while (bump_and_skip() && current() != '}') {
    const uint32_t digit = hex_digit(current());
    if (digit == 16) return reject(ErrorKind::escape_hex_invalid_digit, character());
    value = value > kMaxCodePoint ? value : value << 4 | digit;
    has_digits = true;
  }
  if (at_end()) return reject(ErrorKind::escape_unexpected_end, since(brace));
  const uint32_t digits_end = position();
  bump_and_skip();
  if (!has_digits) return reject(ErrorKind::escape_hex_empty, since(brace));
  if (!is_scalar_value(value)) {
    return reject(ErrorKind::escape_hex_invalid, {digits_begin, digits_end});
  }
  return add_literal(since(begin), value);
}

NodeId Parser::parse_unicode_class(uint32_t begin) {
  Node found;
  found.kind = Kind::unicode;
  found.negated = current() == 'P';
  if (!bump_and_skip()) return reject(ErrorKind::escape_unexpected_end, here());
  const auto add_text = [this](std::string& out) { out += text(character()); };
  if (current() == '{') {
    while (bump_and_skip() && current() != '}') add_text(found.name);
    if (at_end()) return reject(ErrorKind::escape_unexpected_end, here());
    bump();
    for (const std::string_view separator : {"!=", ":", "="}) {
      const size_t at = found.name.find(separator);
      if (at == std::string::npos) continue;
      found.value = found.name.substr(at + separator.size());
      found.name.resize(at);
      found.has_value = true;
      break;
    }
  } else {
    if (current() == '\\') return reject(ErrorKind::unicode_class_invalid, character());
    add_text(found.name);
    bump_and_skip();
  }
  found.span = since(begin);
  return add(std::move(found));
}

}  // namespace pydantic_core::regex
