// regex/parser.h: the parser's parts: expressions and groups (parser.cc), escapes
// (escape_parser.cc), and bracketed classes (class_parser.cc). Each parse function reads one thing
// at the current position, and returns false or kFailed after setting the failure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cursor.h"
#include "syntax.h"

namespace pydantic_core::regex {

constexpr NodeId kFailed = UINT32_MAX;

class Parser : private Cursor {
 public:
  Parser(std::string_view pattern, Tree& tree, Failure& failure)
      : Cursor(pattern), tree_(tree), failure_(failure) {}

  /// Reads the whole pattern into the tree. False with the failure set.
  bool parse();

 private:
  /// What stands between `(`, `|` and `)`.
  struct Sequence {
    uint32_t begin = 0;
    std::vector<NodeId> items;
  };

  /// A group that is not closed yet, with the sequence around it. The first one is the pattern
  /// itself.
  struct OpenGroup {
    Node group;
    Sequence outer;
    bool outer_ignores_space = false;
    uint32_t first_begin = 0;  // of the first branch
    std::vector<NodeId> branches;
  };

  /// A class that is not closed yet, with the union around it, and the operation that still lacks
  /// its right side.
  struct OpenClass {
    Node node;
    Node outer;
    NodeId left = kFailed;
    uint32_t operation = 0;
  };

  struct Decimal {
    bool ok = false;
    uint32_t value = 0;
    ErrorKind error{};
    Span span;
  };

  bool fail(ErrorKind kind, Span span) {
    failure_ = {kind, span, {}};
    return false;
  }
  NodeId reject(ErrorKind kind, Span span) {
    fail(kind, span);
    return kFailed;
  }
  NodeId add(Node node) {
    tree_.nodes.push_back(std::move(node));
    return static_cast<NodeId>(tree_.nodes.size() - 1);
  }
  NodeId add(Kind kind, Span span) {
    Node node;
    node.kind = kind;
    node.span = span;
    return add(std::move(node));
  }
  Node& node(NodeId id) { return tree_.nodes[id]; }

  NodeId close_sequence(Sequence& sequence);
  NodeId close_branches(OpenGroup& open, Sequence& sequence);
  bool open_group();
  bool close_group();
  bool parse_group_name();
  bool parse_flags(Node& into, bool& ignores_space, bool& has_any);
  bool take_operand(NodeId& operand);
  bool parse_repeat();
  bool parse_counted_repeat();
  Decimal parse_decimal();
  bool nests_too_deep(NodeId id, int depth);

  NodeId parse_primitive();
  NodeId parse_escape();
  NodeId parse_perl_class(uint32_t begin);
  NodeId parse_short_escape(uint32_t begin);
  NodeId parse_hex(uint32_t begin);
  NodeId parse_hex_digits(uint32_t begin, int digits);
  NodeId parse_hex_braces(uint32_t begin);
  NodeId parse_unicode_class(uint32_t begin);
  bool parse_special_boundary(uint32_t begin, Look& look);
  NodeId add_literal(Span span, uint32_t c);
  NodeId add_look(Span span, Look look);

  NodeId parse_class();
  bool open_class();
  NodeId close_class();
  NodeId finish_set(NodeId right);
  static void grow(Node& set_union, Span item_span, NodeId item);
  NodeId close_union(Node& set_union);
  NodeId parse_class_item();
  NodeId parse_class_range();
  bool parse_ascii_class();
  NodeId reject_unclosed_class();

  Tree& tree_;
  Failure& failure_;
  Sequence sequence_;
  std::vector<OpenGroup> groups_;
  Node union_;
  std::vector<OpenClass> classes_;
  std::vector<Span> names_;
};

}  // namespace pydantic_core::regex
