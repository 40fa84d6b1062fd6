// regex/marks.h: exact answers to assertions that RE2 does not know, such as `\b{start}` or lines
// that end in CRLF.
//
// A text is rewritten so that it contains the answers. Marks are inserted at each position; a mark
// tells the kind of the character before it and of the one after it. In the program, an assertion
// is a set of marks, those at which it holds, and a character is preceded by any number of marks.
// Each position has as many marks as the pattern can have assertions in a row, which is one in
// nearly all patterns.
#pragma once

#include <cstdint>

#include "expression.h"

namespace pydantic_core::regex {

/// What assertions need to know about a character; kNone: there is none, at an end of the text.
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
