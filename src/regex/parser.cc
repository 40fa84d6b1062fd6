// regex/parser.cc: expressions, groups, flags and repetition. Open groups are kept in a vector, so
// that no pattern can exhaust the call stack. A finished tree that is deeper than 250 is refused,
// so that later passes may recurse.
#include "parser.h"

#include <algorithm>

namespace pydantic_core::regex {
namespace {

constexpr int kNestLimit = 250;

/// The bit for a letter of `(?imsUuRx)`; 0 for the flags without one.
uint8_t flag_of(uint32_t letter, bool& is_flag) {
  is_flag = true;
  switch (letter) {
    case 'i':
      return kIgnoreCase;
    case 'm':
      return kMultiLine;
    case 's':
      return kDotAll;
    case 'u':
      return kUnicode;
    case 'R':
      return kCrlf;
    case 'U':
    case 'x':
      return 0;
    default:
      is_flag = false;
      return 0;
  }
}

}  // namespace

bool parse(std::string_view pattern, Tree& tree, Failure& failure) {
  return Parser(pattern, tree, failure).parse();
}

bool Parser::parse() {
  groups_.emplace_back();
  for (;;) {
    skip_space();
    if (at_end()) break;
    NodeId item = kFailed;
    switch (current()) {
      case '(':
        if (!open_group()) return false;
        continue;
      case ')':
        if (!close_group()) return false;
        continue;
      case '|': {
        OpenGroup& open = groups_.back();
        if (open.branches.empty()) open.first_begin = sequence_.begin;
        open.branches.push_back(close_sequence(sequence_));
        bump();
        sequence_ = {position(), {}};
        continue;
      }
      case '?':
      case '*':
      case '+':
        if (!parse_repeat()) return false;
        continue;
      case '{':
        if (!parse_counted_repeat()) return false;
        continue;
      case '[':
        item = parse_class();
        break;
      default:
        item = parse_primitive();
        break;
    }
    if (item == kFailed) return false;
    sequence_.items.push_back(item);
  }
  if (groups_.size() > 1) return fail(ErrorKind::group_unclosed, groups_.back().group.span);
  tree_.root = close_branches(groups_.back(), sequence_);
  return !nests_too_deep(tree_.root, 0);
}

/// A sequence of one item is that item.
NodeId Parser::close_sequence(Sequence& sequence) {
  if (sequence.items.size() == 1) return sequence.items[0];
  const bool empty = sequence.items.empty();
  const NodeId id = add(empty ? Kind::empty : Kind::concat, since(sequence.begin));
  node(id).kids = std::move(sequence.items);
  return id;
}

NodeId Parser::close_branches(OpenGroup& open, Sequence& sequence) {
  const NodeId last = close_sequence(sequence);
  if (open.branches.empty()) return last;
  open.branches.push_back(last);
  const NodeId id = add(Kind::alternation, since(open.first_begin));
  node(id).kids = std::move(open.branches);
  return id;
}

bool Parser::open_group() {
  const Span paren = character();
  OpenGroup open;
  open.group.kind = Kind::group;
  open.group.span = paren;
  open.outer_ignores_space = ignores_space;
  bump();
  skip_space();
  if (bump_if("?=") || bump_if("?!") || bump_if("?<=") || bump_if("?<!")) {
    return fail(ErrorKind::unsupported_look_around, since(paren.begin));
  }
  const Span inner = here();
  if (bump_if("?P<") || bump_if("?<")) {
    if (!parse_group_name()) return false;
    open.group.captures = true;
  } else if (bump_if("?")) {
    if (at_end()) return fail(ErrorKind::group_unclosed, paren);
    bool has_any = false;
    bool new_ignores_space = ignores_space;
    if (!parse_flags(open.group, new_ignores_space, has_any)) return false;
    const bool is_group = current() == ':';
    bump();
    ignores_space = new_ignores_space;
    if (!is_group) {
      if (!has_any) return fail(ErrorKind::repetition_missing, inner);
      open.group.kind = Kind::flags;
      open.group.span = since(paren.begin);
      sequence_.items.push_back(add(std::move(open.group)));
      return true;
    }
  } else {
    open.group.captures = true;
  }
  open.outer = std::exchange(sequence_, Sequence{position(), {}});
  groups_.push_back(std::move(open));
  return true;
}

bool Parser::close_group() {
  if (groups_.size() == 1) return fail(ErrorKind::group_unopened, character());
  OpenGroup open = std::move(groups_.back());
  groups_.pop_back();
  ignores_space = open.outer_ignores_space;
  open.group.kids = {close_branches(open, sequence_)};
  bump();
  open.group.span.end = position();
  sequence_ = std::move(open.outer);
  sequence_.items.push_back(add(std::move(open.group)));
  return true;
}

bool Parser::parse_group_name() {
  const uint32_t begin = position();
  for (; !at_end() && current() != '>'; bump()) {
    const uint32_t c = current();
    const bool is_fine = position() == begin
                             ? c == '_' || is_alphabetic(c)
                             : c == '_' || c == '.' || c == '[' || c == ']' || is_alphanumeric(c);
    if (!is_fine) return fail(ErrorKind::group_name_invalid, character());
  }
  if (at_end()) return fail(ErrorKind::group_name_unexpected_end, here());
  const Span name = since(begin);
  bump();
  if (name.begin == name.end) return fail(ErrorKind::group_name_empty, name);
  for (const Span& other : names_) {
    if (text(other) != text(name)) continue;
    fail(ErrorKind::group_name_duplicate, name);
    failure_.original = other;
    return false;
  }
  names_.push_back(name);
  return true;
}

/// Reads flags up to the `:` or `)`. Flag `x` changes `ignores_space`.
bool Parser::parse_flags(Node& into, bool& ignores_space, bool& has_any) {
  std::vector<std::pair<uint32_t, Span>> seen;
  bool on = true;
  while (current() != ':' && current() != ')') {
    const uint32_t letter = current();
    const Span span = character();
    bool is_flag = true;
    const uint8_t flag = letter == '-' ? 0 : flag_of(letter, is_flag);
    if (!is_flag) return fail(ErrorKind::flag_unrecognized, span);
    const auto first = std::find_if(seen.begin(), seen.end(),
                                    [letter](const auto& item) { return item.first == letter; });
    if (first != seen.end()) {
      fail(letter == '-' ? ErrorKind::flag_repeated_negation : ErrorKind::flag_duplicate, span);
      failure_.original = first->second;
      return false;
    }
    seen.emplace_back(letter, span);
    if (letter == '-') on = false;
    if (letter == 'x') ignores_space = on;
    (on ? into.flags_on : into.flags_off) |= flag;
    if (!bump()) return fail(ErrorKind::flag_unexpected_end, here());
  }
  if (!seen.empty() && seen.back().first == '-') {
    return fail(ErrorKind::flag_dangling_negation, seen.back().second);
  }
  has_any = !seen.empty();
  return true;
}

/// Takes what the repetition operator at the current position applies to.
bool Parser::take_operand(NodeId& operand) {
  if (sequence_.items.empty()) return fail(ErrorKind::repetition_missing, here());
  operand = sequence_.items.back();
  const Kind kind = node(operand).kind;
  if (kind == Kind::empty || kind == Kind::flags) {
    return fail(ErrorKind::repetition_missing, here());
  }
  sequence_.items.pop_back();
  return true;
}

bool Parser::parse_repeat() {
  Node repeat;
  repeat.kind = Kind::repeat;
  NodeId operand;
  if (!take_operand(operand)) return false;
  repeat.min = current() == '+' ? 1 : 0;
  repeat.max = current() == '?' ? 1 : kNoMaximum;
  if (bump() && current() == '?') bump();
  repeat.span = since(node(operand).span.begin);
  repeat.kids = {operand};
  sequence_.items.push_back(add(std::move(repeat)));
  return true;
}

bool Parser::parse_counted_repeat() {
  const uint32_t begin = position();
  const auto unclosed = [&] { return fail(ErrorKind::repetition_count_unclosed, since(begin)); };
  Node repeat;
  repeat.kind = Kind::repeat;
  NodeId operand;
  if (!take_operand(operand)) return false;
  if (!bump_and_skip()) return unclosed();
  // If the pattern ends within the braces, that is the error, whatever is wrong with the first
  // number.
  const Decimal first = parse_decimal();
  if (at_end()) return unclosed();
  const bool has_comma = current() == ',';
  if (has_comma && !bump_and_skip()) return unclosed();
  if (!first.ok) return fail(first.error, first.span);
  repeat.min = first.value;
  repeat.max = has_comma ? kNoMaximum : first.value;
  if (has_comma && current() != '}') {
    const Decimal second = parse_decimal();
    if (!second.ok) return fail(second.error, second.span);
    repeat.max = second.value;
  }
  if (at_end() || current() != '}') return unclosed();
  if (bump_and_skip() && current() == '?') bump();
  if (repeat.min > repeat.max) return fail(ErrorKind::repetition_count_invalid, since(begin));
  repeat.span = since(node(operand).span.begin);
  repeat.kids = {operand};
  sequence_.items.push_back(add(std::move(repeat)));
  return true;
}

/// A number with white space around it, whatever the flags.
Parser::Decimal Parser::parse_decimal() {
  while (!at_end() && is_space(current())) bump();
  const uint32_t begin = position();
  uint64_t value = 0;
  bool has_digits = false;
  for (; !at_end() && current() >= '0' && current() <= '9'; bump_and_skip()) {
    has_digits = true;
    value = std::min<uint64_t>(value * 10 + current() - '0', uint64_t{1} << 32);
  }
  const Span span = since(begin);
  while (!at_end() && is_space(current())) bump_and_skip();
  if (!has_digits) return {false, 0, ErrorKind::repetition_count_decimal_empty, span};
  if (value > UINT32_MAX) return {false, 0, ErrorKind::decimal_invalid, span};
  return {true, static_cast<uint32_t>(value), {}, span};
}

/// Whether the tree is too deep. The failure is then about the first such node in reading order.
bool Parser::nests_too_deep(NodeId id, int depth) {
  switch (node(id).kind) {
    case Kind::bracketed:
    case Kind::repeat:
    case Kind::group:
    case Kind::alternation:
    case Kind::concat:
    case Kind::set_union:
    case Kind::set_op:
      break;
    default:
      return false;
  }
  if (++depth > kNestLimit) {
    fail(ErrorKind::nest_limit_exceeded, node(id).span);
    return true;
  }
  for (const NodeId kid : node(id).kids) {
    if (nests_too_deep(kid, depth)) return true;
  }
  return false;
}

}  // namespace pydantic_core::regex
