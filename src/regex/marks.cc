// regex/marks.cc: see marks.h.
#include "marks.h"

#include <algorithm>

namespace pydantic_core::regex {
namespace {

/// The largest number of assertions in a row on paths through an expression: on a path that takes
/// no character (`through`), before the first and after the last character of a path that does, and
/// between two characters. -1 when there is no such path.
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
    case Expr::Kind::capture:
      return runs_of(expression, expr.kids[0]);
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
      // A further repetition can be left out. If it takes no character, it only adds conditions,
      // and no match needs it.
      return in_a_row(
          runs, {0, once.first, once.last, std::max(once.between, sum(once.last, once.first))});
    }
  }
  return {};
}

}  // namespace

bool holds(const Expr& expr, uint32_t mark) {
  const auto before = static_cast<Trait>(mark / kTraits);
  const auto after = static_cast<Trait>(mark % kTraits);
  const auto is_word = [&expr](Trait trait) {
    return trait == kAsciiWord || (trait == kOtherWord && expr.is_unicode);
  };
  switch (expr.assertion) {
    case Assert::text_start:
      return before == kNone;
    case Assert::text_end:
      return after == kNone;
    case Assert::line_start:
      return before == kNone || before == kLineFeed;
    case Assert::line_end:
      return after == kNone || after == kLineFeed;
    case Assert::line_start_crlf:
      return before == kNone || before == kLineFeed ||
             (before == kCarriageReturn && after != kLineFeed);
    case Assert::line_end_crlf:
      return after == kNone || after == kCarriageReturn ||
             (after == kLineFeed && before != kCarriageReturn);
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

uint32_t assertions_in_a_row(const Expression& expression) {
  const Runs runs = runs_of(expression, expression.root);
  return static_cast<uint32_t>(std::max({runs.through, runs.first, runs.last, runs.between}));
}

}  // namespace pydantic_core::regex
