// src/regex/marks.h: exact answers to assertions that RE2 does not know, such as `\b{start}` or
// lines that end in CRLF.
//
// A text is rewritten so that it says itself where assertions hold. At each of its positions stand
// marks, which tell what kind of character comes before and what kind after. An assertion then
// takes a mark, one of those at which it holds; and whatever takes a character first skips the
// marks that are left. Every position has as many marks as the pattern can have assertions in a
// row; in nearly all patterns that is one.
#pragma once

#include <cstdint>

#include "expression.h"

namespace pydantic_core::regex {

/// What assertions ask about a character; kNone stands for there being none.
enum Trait : uint8_t { kNone, kLineFeed, kCarriageReturn, kAsciiWord, kOtherWord, kOther };
constexpr uint32_t kTraits = 6;

/// A mark's number.
constexpr uint32_t mark(Trait before, Trait after) { return before * kTraits + after; }
constexpr uint32_t kMarks = kTraits * kTraits;

/// Whether the assertion holds at a mark.
bool holds(const Expr& assertion, uint32_t mark);

/// How many assertions can follow each other without a character between them.
uint32_t assertions_in_a_row(const Expression& expression);

}  // namespace pydantic_core::regex
