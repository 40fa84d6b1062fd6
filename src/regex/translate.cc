// regex/translate.cc: from tree to expression. It follows the tree in reading order, since flags
// act on what comes after them.
#include <algorithm>
#include <map>
#include <string_view>

#include "expression.h"
#include "unicode.h"

namespace pydantic_core::regex {
namespace {

CharSet ascii_class(std::string_view name) {
  const CharSet upper = {{'A', 'Z'}}, lower = {{'a', 'z'}}, digits = {{'0', '9'}};
  CharSet set;
  if (name == "upper" || name == "alpha" || name == "alnum" || name == "word") set.add(upper);
  if (name == "lower" || name == "alpha" || name == "alnum" || name == "word") set.add(lower);
  if (name == "digit" || name == "alnum" || name == "word" || name == "xdigit") set.add(digits);
  if (name == "word") set.add('_', '_');
  if (name == "xdigit") set.add({{'A', 'F'}, {'a', 'f'}});
  if (name == "ascii") set.add(0, 0x7F);
  if (name == "blank") set.add({{'\t', '\t'}, {' ', ' '}});
  if (name == "cntrl") set.add({{0, 0x1F}, {0x7F, 0x7F}});
  if (name == "graph") set.add('!', '~');
  if (name == "print") set.add(' ', '~');
  if (name == "punct") set.add({{'!', '/'}, {':', '@'}, {'[', '`'}, {'{', '~'}});
  if (name == "space") set.add({{'\t', '\r'}, {' ', ' '}});
  return set;
}

CharSet perl_class(uint32_t letter, bool unicode) {
  if (letter == 'd') return unicode ? digit_set() : ascii_class("digit");
  if (letter == 's') return unicode ? space_set() : ascii_class("space");
  return unicode ? word_set() : ascii_class("word");
}

class Translator {
 public:
  Translator(const Tree& tree, Expression& out, Failure& failure)
      : tree_(tree), out_(out), failure_(failure) {}

  bool run() { return translate(tree_.root, out_.root); }

 private:
  bool has(Flag flag) const { return (flags_ & flag) != 0; }

  bool fail(ErrorKind kind, Span span) {
    failure_ = {kind, span, {}};
    return false;
  }

  ExprId add(Expr expr) {
    out_.exprs.push_back(std::move(expr));
    return static_cast<ExprId>(out_.exprs.size() - 1);
  }

  ExprId add_set(const CharSet& set) {
    const auto [found, is_new] =
        set_ids_.try_emplace(set.ranges(), static_cast<uint32_t>(out_.sets.size()));
    if (is_new) out_.sets.push_back(set);
    Expr expr;
    expr.kind = Expr::Kind::set;
    expr.takes_characters = true;
    expr.set = found->second;
    return add(std::move(expr));
  }

  // Under (?-u) classes consist of bytes; one beyond ASCII would match what is not UTF-8.
  bool check_bytes(const CharSet& set, Span span) {
    if (has(kUnicode) || set.empty() || set.ranges().back().last < 0x80) return true;
    return fail(ErrorKind::invalid_utf8, span);
  }

  void fold_case(CharSet& set) const {
    if (!has(kIgnoreCase)) return;
    add_case_variants(set);
    if (!has(kUnicode)) set.intersect({{0, 0xFF}});
  }

  bool fold_and_negate(const Node& node, CharSet& set) {
    fold_case(set);
    if (node.negated) set.negate(has(kUnicode) ? kMaxCodePoint : 0xFF);
    return check_bytes(set, node.span);
  }

  bool translate(NodeId id, ExprId& out);
  bool translate_literal(const Node& node, ExprId& out);
  bool translate_dot(const Node& node, ExprId& out);
  ExprId translate_assertion(const Node& node);
  ExprId translate_repeat(const Node& node, ExprId operand);
  bool build_set(NodeId id, CharSet& out);
  bool build_literal(const Node& node, CharSet& out);
  bool build_property(const Node& node, CharSet& out);

  const Tree& tree_;
  Expression& out_;
  Failure& failure_;
  uint8_t flags_ = kUnicode;
  std::map<std::vector<Range>, uint32_t> set_ids_;
};

bool Translator::translate(NodeId id, ExprId& out) {
  const Node& node = tree_.nodes[id];
  switch (node.kind) {
    case Kind::flags:
      flags_ = static_cast<uint8_t>((flags_ | node.flags_on) & ~node.flags_off);
      break;
    case Kind::literal:
      return translate_literal(node, out);
    case Kind::dot:
      return translate_dot(node, out);
    case Kind::assertion:
      out = translate_assertion(node);
      return true;
    case Kind::group: {
      const uint8_t outer_flags = flags_;
      flags_ = static_cast<uint8_t>((flags_ | node.flags_on) & ~node.flags_off);
      const bool ok = translate(node.kids[0], out);
      flags_ = outer_flags;
      if (ok && node.captures) {
        Expr expr;
        expr.kind = Expr::Kind::capture;
        expr.takes_characters = out_[out].takes_characters;
        expr.kids = {out};
        out = add(std::move(expr));
      }
      return ok;
    }
    case Kind::repeat: {
      ExprId operand;
      if (!translate(node.kids[0], operand)) return false;
      out = translate_repeat(node, operand);
      return true;
    }
    case Kind::concat:
    case Kind::alternation: {
      Expr expr;
      expr.kind = node.kind == Kind::concat ? Expr::Kind::concat : Expr::Kind::alternation;
      for (const NodeId kid : node.kids) {
        ExprId item;
        if (!translate(kid, item)) return false;
        expr.takes_characters |= out_[item].takes_characters;
        expr.kids.push_back(item);
      }
      out = add(std::move(expr));
      return true;
    }
    case Kind::unicode:
    case Kind::perl:
    case Kind::bracketed: {
      CharSet set;
      if (!build_set(id, set)) return false;
      out = add_set(set);
      return true;
    }
    default:
      break;
  }
  out = add({});
  return true;
}

bool Translator::translate_literal(const Node& node, ExprId& out) {
  if (!has(kUnicode) && node.is_byte && node.c > 0x7F) {
    return fail(ErrorKind::invalid_utf8, node.span);
  }
  CharSet set = {{node.c, node.c}};
  if (has(kUnicode) || node.c < 0x80) fold_case(set);
  out = add_set(set);
  return true;
}

bool Translator::translate_dot(const Node& node, ExprId& out) {
  if (!has(kUnicode)) return fail(ErrorKind::invalid_utf8, node.span);
  CharSet excluded;
  if (!has(kDotAll)) excluded.add('\n', '\n');
  if (!has(kDotAll) && has(kCrlf)) excluded.add('\r', '\r');
  excluded.negate(kMaxCodePoint);
  out = add_set(excluded);
  return true;
}

ExprId Translator::translate_assertion(const Node& node) {
  Expr expr;
  expr.kind = Expr::Kind::assertion;
  expr.is_unicode = has(kUnicode);
  const auto line = [this](Assert text, Assert line, Assert line_crlf) {
    return !has(kMultiLine) ? text : has(kCrlf) ? line_crlf : line;
  };
  switch (node.look) {
    case Look::text_start:
      expr.assertion = Assert::text_start;
      break;
    case Look::text_end:
      expr.assertion = Assert::text_end;
      break;
    case Look::line_start:
      expr.assertion = line(Assert::text_start, Assert::line_start, Assert::line_start_crlf);
      break;
    case Look::line_end:
      expr.assertion = line(Assert::text_end, Assert::line_end, Assert::line_end_crlf);
      break;
    case Look::word_boundary:
      expr.assertion = Assert::word_boundary;
      break;
    case Look::not_word_boundary:
      expr.assertion = Assert::not_word_boundary;
      break;
    case Look::word_start:
      expr.assertion = Assert::word_start;
      break;
    case Look::word_end:
      expr.assertion = Assert::word_end;
      break;
    case Look::word_start_half:
      expr.assertion = Assert::word_start_half;
      break;
    case Look::word_end_half:
      expr.assertion = Assert::word_end_half;
      break;
  }
  switch (expr.assertion) {
    case Assert::text_start:
    case Assert::text_end:
      break;
    case Assert::line_start:
    case Assert::line_end:
      out_.has_lines = true;
      break;
    case Assert::word_boundary:
    case Assert::not_word_boundary:
      (expr.is_unicode ? out_.has_unicode_words : out_.has_ascii_words) = true;
      break;
    default:
      out_.has_others = true;
      break;
  }
  return add(std::move(expr));
}

ExprId Translator::translate_repeat(const Node& node, ExprId operand) {
  Expr expr;
  expr.kind = Expr::Kind::repeat;
  expr.min = node.min;
  expr.max = node.max;
  expr.takes_characters = out_[operand].takes_characters && node.max > 0;
  if (!expr.takes_characters) {  // more than once makes no difference
    expr.min = std::min<uint32_t>(expr.min, 1);
    expr.max = std::min<uint32_t>(expr.max, 1);
  }
  expr.kids = {operand};
  return add(std::move(expr));
}

/// The set that a class, or a part of a class, stands for.
bool Translator::build_set(NodeId id, CharSet& out) {
  const Node& node = tree_.nodes[id];
  switch (node.kind) {
    case Kind::literal:
      return build_literal(node, out);
    case Kind::range: {
      CharSet ends;
      if (!build_literal(tree_.nodes[node.kids[0]], ends)) return false;
      if (!build_literal(tree_.nodes[node.kids[1]], ends)) return false;
      out.add(node.c, node.last);
      return true;
    }
    case Kind::ascii: {
      CharSet set = ascii_class(node.name);
      if (!fold_and_negate(node, set)) return false;
      out.add(set);
      return true;
    }
    case Kind::perl: {  // these contain all case variants already
      CharSet set = perl_class(node.c, has(kUnicode));
      if (node.negated) set.negate(has(kUnicode) ? kMaxCodePoint : 0xFF);
      out.add(set);
      return check_bytes(set, node.span);
    }
    case Kind::unicode: {
      CharSet set;
      if (!build_property(node, set)) return false;
      out.add(set);
      return true;
    }
    case Kind::bracketed: {
      CharSet set;
      if (!build_set(node.kids[0], set) || !fold_and_negate(node, set)) return false;
      out.add(set);
      return true;
    }
    case Kind::set_union:
      for (const NodeId kid : node.kids) {
        if (!build_set(kid, out)) return false;
      }
      return true;
    case Kind::set_op: {
      CharSet left, right;
      if (!build_set(node.kids[0], left) || !build_set(node.kids[1], right)) return false;
      fold_case(left);
      fold_case(right);
      if (node.c == '&') {
        left.intersect(right);
      } else if (node.c == '-') {
        left.subtract(right);
      } else {
        left.symmetric_difference(right);
      }
      out.add(left);
      return true;
    }
    default:
      return true;
  }
}

bool Translator::build_literal(const Node& node, CharSet& out) {
  if (!has(kUnicode) && node.c > 0x7F) {
    return fail(node.is_byte ? ErrorKind::invalid_utf8 : ErrorKind::unicode_not_allowed, node.span);
  }
  out.add(node.c, node.c);
  return true;
}

bool Translator::build_property(const Node& node, CharSet& out) {
  if (!has(kUnicode)) return fail(ErrorKind::unicode_not_allowed, node.span);
  const Lookup lookup =
      node.has_value ? find_property(node.name, node.value, out) : find_property(node.name, out);
  if (lookup == Lookup::found) return fold_and_negate(node, out);
  return fail(lookup == Lookup::no_property ? ErrorKind::unicode_property_not_found
                                            : ErrorKind::unicode_property_value_not_found,
              node.span);
}

}  // namespace

bool translate(const Tree& tree, Expression& expression, Failure& failure) {
  return Translator(tree, expression, failure).run();
}

}  // namespace pydantic_core::regex
