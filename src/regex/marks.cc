// src/regex/marks.cc: see marks.h.
#include "marks.h"

#include <algorithm>

#include "unicode.h"

namespace pydantic_core::regex {
namespace {

/// What assertions ask about a character; `none` stands for there being no character.
enum Trait : uint8_t { none, line_feed, carriage_return, ascii_word, other_word, other };
constexpr uint32_t kTraits = 6;
static_assert(kMarks.last - kMarks.first == kTraits * kTraits - 1);

Trait trait_of(uint32_t c, const CharSet& words) {
  if (c == '\n') return line_feed;
  if (c == '\r') return carriage_return;
  if (c < 0x80) return is_alphanumeric(c) || c == '_' ? ascii_word : other;
  return words.contains(c) ? other_word : other;
}

bool holds(const Expr& expr, Trait before, Trait after) {
  const auto is_word = [&expr](Trait trait) {
    return trait == ascii_word || (trait == other_word && expr.is_unicode);
  };
  switch (expr.assertion) {
    case Assert::text_start:
      return before == none;
    case Assert::text_end:
      return after == none;
    case Assert::line_start:
      return before == none || before == line_feed;
    case Assert::line_end:
      return after == none || after == line_feed;
    case Assert::line_start_crlf:
      return before == none || before == line_feed ||
             (before == carriage_return && after != line_feed);
    case Assert::line_end_crlf:
      return after == none || after == carriage_return ||
             (after == line_feed && before != carriage_return);
    case Assert::word_boundary:
      return is_word(before) != is_word(after);
    case Assert::not_word_boundary:
      return is_word(before) == is_word(after);
    case Assert::word_start:
      return !is_word(before) && is_word(after);
    case Assert::word_end:
      return is_word(before) && !is_word(after);
    case Assert::word_start_half:
      return !is_word(before);
    case Assert::word_end_half:
      return !is_word(after);
  }
  return false;
}

/// The most assertions on a way through an expression: a way that takes no character, before the
/// first and after the last character of one that does, and between two characters. -1 where there
/// is no such way.
struct Runs {
  int64_t through = 0;
  int64_t first = -1;
  int64_t last = -1;
  int64_t between = 0;
};

int64_t sum(int64_t a, int64_t b) { return a < 0 || b < 0 ? -1 : a + b; }

Runs in_a_row(const Runs& a, const Runs& b) {
  return {sum(a.through, b.through), std::max(a.first, sum(a.through, b.first)),
          std::max(b.last, sum(a.last, b.through)),
          std::max({a.between, b.between, sum(a.last, b.first)})};
}

Runs runs_of(const Expression& expression, ExprId id) {
  const Expr& expr = expression[id];
  switch (expr.kind) {
    case Expr::Kind::empty:
      return {};
    case Expr::Kind::set:
      return {-1, 0, 0, 0};
    case Expr::Kind::assertion:
      return {1, -1, -1, 0};
    case Expr::Kind::concat: {
      Runs runs;
      for (const ExprId kid : expr.kids) runs = in_a_row(runs, runs_of(expression, kid));
      return runs;
    }
    case Expr::Kind::alternation: {
      Runs runs = {-1, -1, -1, 0};
      for (const ExprId kid : expr.kids) {
        const Runs other = runs_of(expression, kid);
        runs = {std::max(runs.through, other.through), std::max(runs.first, other.first),
                std::max(runs.last, other.last), std::max(runs.between, other.between)};
      }
      return runs;
    }
    case Expr::Kind::repeat: {
      const Runs once = runs_of(expression, expr.kids[0]);
      Runs runs;
      for (uint32_t i = 0; i < expr.min; ++i) runs = in_a_row(runs, once);
      if (expr.max == expr.min) return runs;
      // To repeat something that may be left out without taking a character only adds assertions.
      return in_a_row(runs, {0, once.first, once.last,
                             std::max(once.between, sum(once.last, once.first))});
    }
  }
  return {};
}

}  // namespace

CharSet marks_of(const Expr& assertion) {
  CharSet set;
  for (uint32_t mark = kMarks.first; mark <= kMarks.last; ++mark) {
    const uint32_t pair = mark - kMarks.first;
    if (holds(assertion, static_cast<Trait>(pair / kTraits), static_cast<Trait>(pair % kTraits))) {
      set.add(mark, mark);
    }
  }
  return set;
}

uint32_t mark_depth(const Expression& expression) {
  const Runs runs = runs_of(expression, expression.root);
  return static_cast<uint32_t>(std::max({runs.through, runs.first, runs.last, runs.between}));
}

bool mark(std::string_view text, uint32_t depth, const CharSet& words, Text& out) {
  const char* p = text.data();
  const char* const end = p + text.size();
  for (Trait before = none;;) {
    const char* const begin = p;
    const Trait after = p == end ? none : trait_of(next_char(p, end), words);
    const char mark[] = {'\xED', '\xA0', static_cast<char>(0x80 + before * kTraits + after)};
    for (uint32_t i = 0; i < depth; ++i) out << std::string_view(mark, sizeof mark);
    if (begin == end) return out.ok();
    out << std::string_view(begin, static_cast<size_t>(p - begin));
    if (!out.ok()) return false;
    before = after;
  }
}

}  // namespace pydantic_core::regex
