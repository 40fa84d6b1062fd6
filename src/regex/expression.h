// src/regex/expression.h: a pattern after its flags have done their work: sets of characters,
// assertions of one meaning, repetition, and what holds them together.
#pragma once

#include <cstdint>
#include <vector>

#include "char_set.h"
#include "failure.h"
#include "syntax.h"

namespace pydantic_core::regex {

/// Look with its flags applied.
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
  enum class Kind : uint8_t { empty, set, assertion, repeat, concat, alternation };

  Kind kind = Kind::empty;
  bool takes_characters = false;
  bool is_unicode = false;   // assertion: which characters make words
  Assert assertion{};        // assertion
  uint32_t set = 0;          // set: its index
  uint32_t min = 0;          // repeat
  uint32_t max = 0;          // repeat; kNoMaximum
  uint64_t cost = 0;         // bytes that upstream's engine would need for it
  std::vector<ExprId> kids;  // repeat, concat, alternation
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

enum class Translated : uint8_t { ok, refused, too_big };

/// Makes the expression for `tree`. `failure` is set when the answer is `refused`: properties that
/// do not exist, and what (?-u) does not allow. `too_big` follows upstream's limit of 10 MiB
/// roughly.
[[nodiscard]] Translated translate(const Tree& tree, Expression& expression, Failure& failure);

}  // namespace pydantic_core::regex
