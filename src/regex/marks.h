// src/regex/marks.h: exact answers to assertions that RE2 does not know: `\b` and `\B` by Unicode's
// idea of a word, `\b{start}` and its like, and lines that end in CRLF.
//
// A text is rewritten so that the characters themselves say where assertions hold. At each of its
// positions stand marks, which tell what kind of character comes before and after; a mark is one of
// a few surrogates, which no text contains. An assertion then is a set of characters like any
// other: the marks at which it holds; and whatever takes a character first skips the marks that are
// left. Every position has as many marks as the pattern can have assertions in a row, `mark_depth`;
// in nearly all patterns that is 1.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "expression.h"

namespace pydantic_core::regex {

/// All marks.
constexpr Range kMarks = {0xD800, 0xD823};

/// The marks at which the assertion holds.
CharSet marks_of(const Expr& assertion);

/// How many assertions can follow each other without a character between them.
uint32_t mark_depth(const Expression& expression);

/// Writes `text`, UTF-8, with its marks; false when memory runs out. `words` is word_set().
[[nodiscard]] bool mark(std::string_view text, uint32_t depth, const CharSet& words, Text& out);

}  // namespace pydantic_core::regex
