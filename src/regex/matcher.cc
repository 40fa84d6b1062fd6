// regex/matcher.cc: the tree for RE2, the table, and the search.
//
// We only ask whether there is a match, so RE2's DFA has matched as soon as it enters a state that
// says so; it says so one byte late, since a match may depend on the byte after it, and after the
// last byte the end of the text counts as one more. Time is linear in the text whatever happens:
// when the DFA's memory does not suffice either, RE2's NFA decides.
#include "matcher.h"

#include <re2/prog.h>
#include <re2/regexp.h>

#include <algorithm>
#include <cstring>

namespace pydantic_core::regex {
namespace {

using re2::Prog;
using re2::Regexp;

constexpr uint16_t kNoMatch = 0;
constexpr uint16_t kMatch = 1;
constexpr uint16_t kFirstRow = 2;

// Programs within upstream's limit of size stay far below this.
constexpr int64_t kMostProgramMemory = int64_t{1} << 28;
// What RE2 may use to find all states, and to find some of them in searches. It gives half of it to
// each of two automata, of which we use one.
constexpr int64_t kTableMemory = 2 * (128 << 10);
constexpr int64_t kSearchMemory = 2 * (2 << 20);
// Larger programs have too many states in any case.
constexpr int kMostTabled = 1'000;

// RE2 would otherwise take line feeds out of the classes that it makes of alternatives.
constexpr Regexp::ParseFlags kFlags = Regexp::ClassNL;

class TreeBuilder {
 public:
  TreeBuilder(const Expression& expression, const Alphabet& alphabet)
      : expression_(expression), alphabet_(alphabet) {}

  Regexp* build() {
    std::vector<Regexp*> parts;
    if (alphabet_.marks() != 0) {  // a match begins between characters, not between marks
      re2::CharClassBuilder all;
      for (uint32_t c = 0; c < alphabet_.size(); ++c) add(alphabet_.symbol(c), all);
      parts = {assertion("\\A"), Regexp::Star(concat({any_marks(), any_of(all)}), kFlags)};
    }
    parts.push_back(build(expression_.root));
    // Keeps RE2 from removing a final `$` from the program, which callers would then have to check.
    parts.push_back(concat({}));
    return concat(parts);
  }

 private:
  static Regexp* concat(std::vector<Regexp*> parts) {
    return Regexp::Concat(parts.data(), static_cast<int>(parts.size()), kFlags);
  }
  static Regexp* assertion(const char* text) {
    return Regexp::Parse(text, Regexp::LikePerl, nullptr);
  }
  static void add(uint32_t symbol, re2::CharClassBuilder& out) {
    out.AddRange(static_cast<re2::Rune>(symbol), static_cast<re2::Rune>(symbol));
  }
  static Regexp* any_of(re2::CharClassBuilder& set) {
    if (set.size() == 1) return Regexp::NewLiteral(set.begin()->lo, kFlags);
    return Regexp::NewCharClass(set.GetCharClass(), kFlags);
  }
  static Regexp* any_marks() {
    re2::CharClassBuilder marks;
    marks.AddRange(0, kMarks - 1);
    return Regexp::Star(any_of(marks), kFlags);
  }

  // Trees cannot share parts: RE2 edits them when it factors out what alternatives begin with.
  Regexp* build_set(uint32_t id) const {
    re2::CharClassBuilder set;
    for (const uint32_t c : alphabet_.classes_in(id)) add(alphabet_.symbol(c), set);
    return alphabet_.marks() == 0 ? any_of(set) : concat({any_marks(), any_of(set)});
  }

  Regexp* build_assertion(const Expr& expr) const {
    if (alphabet_.marks() != 0) {
      re2::CharClassBuilder set;
      for (uint32_t mark = 0; mark < kMarks; ++mark) {
        if (holds(expr, mark)) add(mark, set);
      }
      return any_of(set);
    }
    switch (expr.assertion) {
      case Assert::text_start:
        return assertion("\\A");
      case Assert::text_end:
        return assertion("\\z");
      case Assert::line_start:
        return assertion("(?m:^)");
      case Assert::line_end:
        return assertion("(?m:$)");
      case Assert::word_boundary:
        return assertion("\\b");
      default:
        return assertion("\\B");
    }
  }

  Regexp* build(ExprId id) {
    const Expr& expr = expression_[id];
    switch (expr.kind) {
      case Expr::Kind::empty:
        return concat({});
      case Expr::Kind::set:
        return build_set(expr.set);
      case Expr::Kind::assertion:
        return build_assertion(expr);
      case Expr::Kind::capture:
        return build(expr.kids[0]);
      case Expr::Kind::repeat: {
        if (expr.max == 0) return concat({});
        Regexp* const kid = build(expr.kids[0]);
        const bool is_open = expr.max == kNoMaximum;
        return Regexp::Repeat(kid, kFlags, static_cast<int>(expr.min),
                              is_open ? -1 : static_cast<int>(expr.max));
      }
      default: {
        std::vector<Regexp*> kids;
        kids.reserve(expr.kids.size());
        for (const ExprId kid : expr.kids) kids.push_back(build(kid));
        const int count = static_cast<int>(kids.size());
        return expr.kind == Expr::Kind::concat ? Regexp::Concat(kids.data(), count, kFlags)
                                               : Regexp::Alternate(kids.data(), count, kFlags);
      }
    }
  }

  const Expression& expression_;
  const Alphabet& alphabet_;
};

}  // namespace

Matcher::Matcher(const Expression& expression, uint32_t limit) : alphabet_(expression, limit) {
  Regexp* const tree = TreeBuilder(expression, alphabet_).build();
  alphabet_.forget_sets();
  program_.reset(tree->CompileToProg(kMostProgramMemory));
  if (program_ != nullptr && program_->size() <= kMostTabled) {
    program_->set_dfa_mem(kTableMemory);
    if (build_table(*program_)) {
      program_ = nullptr;
    } else {  // compiled again, to drop the states that it has made
      program_.reset(tree->CompileToProg(kMostProgramMemory));
    }
  }
  tree->Decref();
  if (program_ != nullptr) program_->set_dfa_mem(kSearchMemory);
}

Matcher::~Matcher() = default;

bool Matcher::build_table(Prog& program) {
  const uint32_t classes = alphabet_.size();
  std::vector<int> columns;  // RE2's columns: of each class, and of the end
  for (uint32_t c = 0; c < classes; ++c) {
    if (alphabet_.symbol(c) > 0x7F) return false;
    columns.push_back(program.bytemap()[alphabet_.symbol(c)]);
  }
  columns.push_back(program.bytemap_range());
  std::vector<int> nexts;
  std::vector<uint16_t> rows;  // where each state's row begins
  bool fits = alphabet_.marks() == 0;
  size_t used = kFirstRow;
  program.BuildEntireDFA(Prog::kFirstMatch, [&](const int* next, bool is_match) {
    fits = fits && next != nullptr && used + columns.size() <= UINT16_MAX;
    if (!fits) return;
    for (const int column : columns) nexts.push_back(next[column]);
    const bool has_row = !is_match || rows.empty();  // the start always has one
    rows.push_back(is_match ? kMatch : static_cast<uint16_t>(used));
    if (has_row) used += columns.size();
  });
  if (!fits || rows.empty()) return false;
  table_.assign(used, kMatch);
  for (size_t state = 0; state < rows.size(); ++state) {
    if (rows[state] == kMatch) continue;
    for (size_t c = 0; c < columns.size(); ++c) {
      const int next = nexts[state * columns.size() + c];
      table_[rows[state] + c] = next < 0 ? kNoMatch : rows[static_cast<size_t>(next)];
    }
  }
  find_first_byte();
  return true;
}

/// Many patterns can only begin with one certain character. If that is ASCII, memchr finds it.
void Matcher::find_first_byte() {
  const uint16_t* const row = table_.data() + kFirstRow;
  const auto leaves = [](uint16_t next) { return next != kFirstRow; };
  const uint16_t* const end = row + alphabet_.size();
  const uint16_t* const leaving = std::find_if(row, end, leaves);
  if (leaving == end || std::find_if(leaving + 1, end, leaves) != end) return;
  first_byte_ = alphabet_.only_ascii(static_cast<uint32_t>(leaving - row));
}

Found Matcher::search_table(std::string_view text) const {
  const uint16_t* const table = table_.data();
  const char* p = text.data();
  const char* const end = p + text.size();
  uint32_t state = kFirstRow;
  while (p != end) {
    if (state == kFirstRow && first_byte_ >= 0) {
      p = static_cast<const char*>(std::memchr(p, first_byte_, static_cast<size_t>(end - p)));
      if (p == nullptr) break;
    }
    state = table[state + alphabet_.next_class(p)];
    if (state <= kMatch) return state == kMatch ? Found::yes : Found::no;
  }
  return table[state + alphabet_.size()] == kMatch ? Found::yes : Found::no;
}

Found Matcher::search_program(std::string_view text) const {
  Vec<char> symbols;
  if (program_ == nullptr || !alphabet_.write(text, symbols)) return Found::out_of_memory;
  const re2::StringPiece piece(symbols.data(), symbols.size());
  bool failed = false;
  bool found = program_->SearchDFA(piece, piece, Prog::kUnanchored, Prog::kLongestMatch, nullptr,
                                   &failed, nullptr);
  if (failed) {
    found = program_->SearchNFA(piece, piece, Prog::kUnanchored, Prog::kFirstMatch, nullptr, 0);
  }
  return found ? Found::yes : Found::no;
}

}  // namespace pydantic_core::regex
