// regex/expression.h: a pattern with its flags applied: sets of characters, assertions,
// repetitions, captures, sequences and alternations.
#pragma once

#include <cstdint>
#include <vector>

#include "char_set.h"
#include "failure.h"
#include "syntax.h"

namespace pydantic_core::regex {

/// A Look (syntax.h) with its flags applied.
enum class Assert : uint8_t {
  text_start,
  text_end,
  line_start,
  line_end,
  line_start_crlf,
  line_end_crlf,
  word_boundary,
  not_word_boundary,
  word_start,
  word_end,
  word_start_half,
  word_end_half,
};

using ExprId = uint32_t;

struct Expr {
  enum class Kind : uint8_t { empty, set, assertion, repeat, capture, concat, alternation };

  Kind kind = Kind::empty;
  bool takes_characters = false;
  bool is_unicode = false;   // assertion: which characters make words
  Assert assertion{};        // assertion
  uint32_t set = 0;          // set: its index
  uint32_t min = 0;          // repeat
  uint32_t max = 0;          // repeat; kNoMaximum
  std::vector<ExprId> kids;  // repeat, capture, concat, alternation
};

struct Expression {
  std::vector<Expr> exprs;
  std::vector<CharSet> sets;
  ExprId root = 0;
  // Assertions that it has:
  bool has_lines = false;          // (?m)^ and (?m)$
  bool has_unicode_words = false;  // \b and \B
  bool has_ascii_words = false;    // the same under (?-u)
  bool has_others = false;         // \b{start} and its like, and lines under (?R)

  const Expr& operator[](ExprId id) const { return exprs[id]; }
};

/// Makes the expression for `tree`. Returns false and sets `failure` for properties that do not
/// exist, and for what (?-u) does not allow.
[[nodiscard]] bool translate(const Tree& tree, Expression& expression, Failure& failure);

/// Whether upstream's engine would need more than 10 MiB for it. The estimate is never above the
/// real size: no pattern is refused that upstream takes.
bool is_too_big(const Expression& expression);

}  // namespace pydantic_core::regex
