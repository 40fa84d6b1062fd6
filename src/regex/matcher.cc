// src/regex/matcher.cc: the tree for RE2, the table, and the search.
//
// We only ask whether there is a match, so RE2's DFA has matched as soon as it enters a state that
// says so; it says so one byte late, so that a match may depend on the byte after it, and after the
// last byte the end of the text counts as one more. Time is linear in the text whatever happens:
// when the DFA's memory does not suffice either, RE2's NFA decides.
#include "matcher.h"

#include <re2/prog.h>
#include <re2/regexp.h>

#include "marks.h"

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
  TreeBuilder(const Expression& expression, Form form)
      : expression_(expression), form_(form), sets_(expression.sets.size()) {}

  Regexp* build() {
    std::vector<Regexp*> parts;
    if (form_ == Form::marked) {  // only from between characters may a match begin
      Regexp* const character = any_of({{0, kMarks.first - 1}, {kMarks.last + 1, kMaxCodePoint}});
      parts = {assertion("\\A"), Regexp::Star(concat({any_marks(), character}), kFlags)};
    }
    parts.push_back(build(expression_.root));
    // So that RE2 does not take a final `$` out of the program, which would leave it to us.
    parts.push_back(concat({}));
    return concat(parts);
  }

 private:
  static Regexp* concat(std::vector<Regexp*> parts) {
    return Regexp::Concat(parts.data(), static_cast<int>(parts.size()), kFlags);
  }
  static Regexp* assertion(const char* text) {
    return Regexp::Parse(text, Regexp::PerlX | Regexp::PerlB, nullptr);
  }
  static Regexp* any_of(re2::CharClassBuilder& set) {
    if (set.size() == 1) return Regexp::NewLiteral(set.begin()->lo, kFlags);
    return Regexp::NewCharClass(set.GetCharClass(), kFlags);
  }
  static Regexp* any_of(const CharSet& set) {
    re2::CharClassBuilder builder;
    add(set, kMaxCodePoint, builder);
    return any_of(builder);
  }
  static void add(const CharSet& set, uint32_t most, re2::CharClassBuilder& out) {
    for (const Range& range : set.ranges()) {
      if (range.first > most) break;
      out.AddRange(static_cast<re2::Rune>(range.first),
                   static_cast<re2::Rune>(std::min(range.last, most)));
    }
  }
  static Regexp* any_marks() { return Regexp::Star(any_of({kMarks}), kFlags); }

  // Trees cannot share parts: RE2 edits them when it factors out what alternatives begin with.
  Regexp* build_set(uint32_t id) {
    std::unique_ptr<re2::CharClassBuilder>& set = sets_[id];
    if (set == nullptr) {
      set = std::make_unique<re2::CharClassBuilder>();
      CharSet characters = expression_.sets[id];
      if (form_ == Form::marked) characters.subtract({kMarks});
      add(characters, form_ == Form::ascii ? 0x7F : kMaxCodePoint, *set);
    }
    return form_ == Form::marked ? concat({any_marks(), any_of(*set)}) : any_of(*set);
  }

  Regexp* build_assertion(const Expr& expr) const {
    if (form_ == Form::marked) return any_of(marks_of(expr));
    switch (expr.assertion) {
      case Assert::text_start:
        return assertion("\\A");
      case Assert::text_end:
        return assertion("\\z");
      case Assert::line_start:
        return assertion("^");
      case Assert::line_end:
        return assertion("$");
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
      case Expr::Kind::repeat: {
        if (expr.max == 0) return concat({});
        Regexp* const kid = build(expr.kids[0]);
        const bool is_open = expr.max == kNoMaximum;
        return Regexp::Repeat(kid, kFlags, static_cast<int>(expr.min),
                              is_open ? -1 : static_cast<int>(expr.max));
      }
      default: {
        std::vector<Regexp*> kids;
        for (const ExprId kid : expr.kids) kids.push_back(build(kid));
        const int count = static_cast<int>(kids.size());
        return expr.kind == Expr::Kind::concat ? Regexp::Concat(kids.data(), count, kFlags)
                                               : Regexp::Alternate(kids.data(), count, kFlags);
      }
    }
  }

  const Expression& expression_;
  const Form form_;
  std::vector<std::unique_ptr<re2::CharClassBuilder>> sets_;
};

}  // namespace

Matcher::Matcher(const Expression& expression, Form form) {
  Regexp* const tree = TreeBuilder(expression, form).build();
  program_.reset(tree->CompileToProg(kMostProgramMemory));
  if (program_ != nullptr && program_->size() <= kMostTabled) {
    program_->set_dfa_mem(kTableMemory);
    if (build_table(*program_)) {
      program_ = nullptr;
    } else {  // anew, without the states that it holds
      program_.reset(tree->CompileToProg(kMostProgramMemory));
    }
  }
  tree->Decref();
  if (program_ != nullptr) program_->set_dfa_mem(kSearchMemory);
}

Matcher::~Matcher() = default;

bool Matcher::build_table(Prog& program) {
  const size_t classes = static_cast<size_t>(program.bytemap_range()) + 1;
  std::vector<int> nexts;
  std::vector<uint16_t> rows;  // where each state's row begins
  bool fits = true;
  size_t used = kFirstRow;
  program.BuildEntireDFA(Prog::kFirstMatch, [&](const int* next, bool is_match) {
    fits = fits && next != nullptr && used + classes <= UINT16_MAX;
    if (!fits) return;
    nexts.insert(nexts.end(), next, next + classes);
    rows.push_back(is_match ? kMatch : static_cast<uint16_t>(used));
    if (!is_match) used += classes;
  });
  if (!fits || rows.empty()) return false;
  if (rows[0] == kMatch) used += classes;  // the start keeps a row, which leads to kMatch
  table_.assign(used, kMatch);
  for (size_t state = 0; state < rows.size(); ++state) {
    if (rows[state] == kMatch) continue;
    for (size_t c = 0; c < classes; ++c) {
      const int next = nexts[state * classes + c];
      table_[rows[state] + c] = next < 0 ? kNoMatch : rows[static_cast<size_t>(next)];
    }
  }
  std::copy_n(program.bytemap(), 256, classes_);
  end_ = static_cast<uint16_t>(classes - 1);
  return true;
}

bool Matcher::search_table(std::string_view text) const {
  const uint16_t* const table = table_.data();
  uint32_t state = kFirstRow;
  for (const char c : text) {
    state = table[state + classes_[static_cast<unsigned char>(c)]];
    if (state <= kMatch) return state == kMatch;
  }
  return table[state + end_] == kMatch;
}

bool Matcher::search_program(std::string_view text) const {
  if (program_ == nullptr) return false;
  const re2::StringPiece piece(text.data(), text.size());
  bool failed = false;
  const bool found = program_->SearchDFA(piece, piece, Prog::kUnanchored, Prog::kLongestMatch,
                                         nullptr, &failed, nullptr);
  if (!failed) return found;
  return program_->SearchNFA(piece, piece, Prog::kUnanchored, Prog::kFirstMatch, nullptr, 0);
}

}  // namespace pydantic_core::regex
