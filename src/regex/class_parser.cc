// regex/class_parser.cc: bracketed classes: nested ones, ranges, `[:ascii:]` names, and the
// operations `&&`, `--` and `~~`, which bind weaker than juxtaposition and are left-associative.
#include <algorithm>

#include "parser.h"

namespace pydantic_core::regex {
namespace {

constexpr std::string_view kAsciiClasses[] = {"alnum", "alpha", "ascii", "blank", "cntrl",
                                              "digit", "graph", "lower", "print", "punct",
                                              "space", "upper", "word",  "xdigit"};

}  // namespace

void Parser::grow(Node& set_union, Span item_span, NodeId item) {
  if (set_union.kids.empty()) set_union.span.begin = item_span.begin;
  set_union.span.end = item_span.end;
  set_union.kids.push_back(item);
}

/// A union of one item is that item; of none, the empty set.
NodeId Parser::close_union(Node& set_union) {
  if (set_union.kids.size() == 1) return set_union.kids[0];
  set_union.kind = Kind::set_union;
  return add(std::move(set_union));
}

NodeId Parser::parse_class() {
  for (;;) {
    skip_space();
    if (at_end()) return reject_unclosed_class();
    if (current() == '[') {
      if (!classes_.empty() && parse_ascii_class()) continue;
      if (!open_class()) return kFailed;
    } else if (current() == ']') {
      const NodeId closed = close_class();
      if (classes_.empty()) return closed;
    } else if (starts_with("&&") || starts_with("--") || starts_with("~~")) {
      OpenClass& open = classes_.back();
      const uint32_t operation = current();
      bump();
      bump();
      open.left = finish_set(close_union(union_));
      open.operation = operation;
      union_ = Node();
      union_.span = here();
    } else {
      const NodeId item = parse_class_range();
      if (item == kFailed) return kFailed;
      grow(union_, node(item).span, item);
    }
  }
}

/// Passes `[`, `^`, and each `-` or `]` that is literal because it comes first.
bool Parser::open_class() {
  const uint32_t begin = position();
  OpenClass open;
  open.node.kind = Kind::bracketed;
  if (!bump_and_skip()) return fail(ErrorKind::class_unclosed, since(begin));
  if (current() == '^') {
    open.node.negated = true;
    if (!bump_and_skip()) return fail(ErrorKind::class_unclosed, since(begin));
  }
  Node first;
  first.span = here();
  while (current() == '-') {
    grow(first, character(), add_literal(character(), '-'));
    if (!bump_and_skip()) return fail(ErrorKind::class_unclosed, {begin, begin});
  }
  if (first.kids.empty() && current() == ']') {
    grow(first, character(), add_literal(character(), ']'));
    if (!bump_and_skip()) return fail(ErrorKind::class_unclosed, since(begin));
  }
  open.node.span = since(begin);
  open.outer = std::exchange(union_, std::move(first));
  classes_.push_back(std::move(open));
  return true;
}

/// Completes the pending operation, if there is one, by its right side.
NodeId Parser::finish_set(NodeId right) {
  OpenClass& open = classes_.back();
  if (open.left == kFailed) return right;
  Node operation;
  operation.kind = Kind::set_op;
  operation.c = open.operation;
  operation.span = {node(open.left).span.begin, node(right).span.end};
  operation.kids = {open.left, right};
  open.left = kFailed;
  return add(std::move(operation));
}

NodeId Parser::close_class() {
  const NodeId set = finish_set(close_union(union_));
  OpenClass open = std::move(classes_.back());
  classes_.pop_back();
  bump();
  open.node.span.end = position();
  open.node.kids = {set};
  union_ = std::move(open.outer);
  const Span span = open.node.span;
  const NodeId id = add(std::move(open.node));
  if (!classes_.empty()) grow(union_, span, id);
  return id;
}

/// An item, or a range of two.
NodeId Parser::parse_class_range() {
  const NodeId first = parse_class_item();
  if (first == kFailed) return kFailed;
  skip_space();
  if (at_end()) return reject_unclosed_class();
  const auto is_literal = [this](NodeId id) { return node(id).kind == Kind::literal; };
  if (current() != '-' || following_past_space() == ']' || following_past_space() == '-') {
    const Kind kind = node(first).kind;
    if (kind == Kind::literal || kind == Kind::perl || kind == Kind::unicode) return first;
    return reject(ErrorKind::class_escape_invalid, node(first).span);
  }
  if (!bump_and_skip()) return reject_unclosed_class();
  const NodeId last = parse_class_item();
  if (last == kFailed) return kFailed;
  for (const NodeId end : {first, last}) {
    if (!is_literal(end)) return reject(ErrorKind::class_range_literal, node(end).span);
  }
  Node range;
  range.kind = Kind::range;
  range.span = {node(first).span.begin, node(last).span.end};
  range.c = node(first).c;
  range.last = node(last).c;
  range.kids = {first, last};
  if (range.c > range.last) return reject(ErrorKind::class_range_invalid, range.span);
  return add(std::move(range));
}

NodeId Parser::parse_class_item() {
  if (current() == '\\') return parse_escape();
  const Span span = character();
  const uint32_t c = current();
  bump();
  return add_literal(span, c);
}

/// Reads `[:name:]` or `[:^name:]`. Anything else is a nested class: false, and the position is
/// unchanged.
bool Parser::parse_ascii_class() {
  const uint32_t begin = position();
  if (!bump_if("[:")) return false;
  const bool negated = bump_if("^");
  const uint32_t name_begin = position();
  while (!at_end() && current() != ':') bump();
  const std::string_view name = text(since(name_begin));
  const bool is_known = std::find(std::begin(kAsciiClasses), std::end(kAsciiClasses), name) !=
                        std::end(kAsciiClasses);
  if (!is_known || !bump_if(":]")) {
    set_position(begin);
    return false;
  }
  const NodeId id = add(Kind::ascii, since(begin));
  node(id).name = name;
  node(id).negated = negated;
  grow(union_, node(id).span, id);
  return true;
}

NodeId Parser::reject_unclosed_class() {
  return reject(ErrorKind::class_unclosed, classes_.back().node.span);
}

}  // namespace pydantic_core::regex
