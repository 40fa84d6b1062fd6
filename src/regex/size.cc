// regex/size.cc: how large upstream's engine would find an expression. It compiles every pattern
// twice, to read texts forwards and backwards, and refuses it when either comes to more than 10
// MiB; a state costs 32 bytes, and more for each further transition.
#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "expression.h"

namespace pydantic_core::regex {
namespace {

constexpr uint64_t kMost = 10 << 20;
constexpr uint64_t kState = 32;
constexpr uint64_t kFork = kState + 2 * 4;
constexpr uint64_t kText = 2 * kState + 4;  // one more byte of a text among alternatives

struct Size {
  uint64_t forwards = 0;
  uint64_t backwards = 0;

  Size operator+(const Size& other) const {
    return {std::min(forwards + other.forwards, kMost + 1),
            std::min(backwards + other.backwards, kMost + 1)};
  }
  Size times(uint64_t n) const {
    return {std::min(forwards * n, kMost + 1), std::min(backwards * n, kMost + 1)};
  }
};

Size both(uint64_t size) { return {size, size}; }

std::string encoded(uint32_t c) {
  char bytes[4];
  return {bytes, utf8::encode(c, bytes)};
}

/// The size of the states that read a class backwards. The UTF-8 of the class is a list of
/// sequences of byte ranges; a sequence costs one state for each byte after those that it has in
/// common with the sequence before.
class Sequences {
 public:
  void add(uint32_t first, uint32_t last) {
    for (const uint32_t longest : {0x7Fu, 0x7FFu, 0xD7FFu, 0xDFFFu, 0xFFFFu}) {
      if (first > longest || last <= longest) continue;
      add(first, longest);
      return add(longest + 1, last);
    }
    if (first >= 0xD800 && last <= 0xDFFF) return;  // no characters
    for (uint32_t bits = first < 0x80 ? 24 : 6; bits <= 18; bits += 6) {
      const uint32_t low = (1u << bits) - 1;
      if ((first & ~low) == (last & ~low)) continue;
      const bool is_first_whole = (first & low) == 0;
      if (is_first_whole && (last & low) == low) continue;
      const uint32_t end = is_first_whole ? (last & ~low) - 1 : first | low;
      add(first, end);
      return add(end + 1, last);
    }
    char begin[4], end[4];
    const size_t length = utf8::encode(first, begin);
    utf8::encode(last, end);
    size_t same = 0;
    while (same < std::min(length, length_) && begin[same] == begin_[same] &&
           end[same] == end_[same]) {
      ++same;
    }
    size_ += 4 + kState * (length - same);
    std::copy_n(begin, 4, begin_);
    std::copy_n(end, 4, end_);
    length_ = length;
  }
  uint64_t size() const { return size_; }

 private:
  char begin_[4], end_[4];
  size_t length_ = 0;
  uint64_t size_ = 2 * kState;
};

Size size_of(const CharSet& set) {
  const std::vector<Range>& ranges = set.ranges();
  if (ranges.empty()) return both(kState);
  if (ranges[0].first == ranges.back().last) return both(kState * encoded(ranges[0].first).size());
  const uint64_t ascii = 2 * kState + 8 * ranges.size();
  if (ranges.back().last < 0x80) return both(ascii);
  Sequences sequences;
  for (const Range& range : ranges) sequences.add(range.first, range.last);
  return {2 * kState, sequences.size()};  // forwards, states are shared: a lower bound
}

class Measure {
 public:
  explicit Measure(const Expression& expression) : expression_(expression) {
    for (const CharSet& set : expression.sets) sets_.push_back(size_of(set));
  }

  Size size_of_expr(ExprId id) const {
    const Expr& expr = expression_[id];
    switch (expr.kind) {
      case Expr::Kind::empty:
        return {};
      case Expr::Kind::set:
        return sets_[expr.set];
      case Expr::Kind::assertion:
        return both(kState);
      case Expr::Kind::capture:
        return size_of_expr(expr.kids[0]) + Size{2 * kState, 0};
      case Expr::Kind::repeat: {
        const Size once = size_of_expr(expr.kids[0]);
        if (expr.max == kNoMaximum) {
          return once.times(std::max<uint32_t>(expr.min, 1)) + both(kFork);
        }
        const Size optional = (once + both(kFork)).times(expr.max - expr.min);
        return once.times(expr.min) + optional + both(expr.max > expr.min ? kState : 0);
      }
      case Expr::Kind::concat:
        return size_of_all(expr.kids);
      case Expr::Kind::alternation: {
        std::vector<Kids> alternatives;
        flatten(expr, alternatives);
        return size_of_alternatives(alternatives);
      }
    }
    return {};
  }

 private:
  using Kids = std::span<const ExprId>;

  Size size_of_all(Kids kids) const {
    Size size;
    for (const ExprId kid : kids) size = size + size_of_expr(kid);
    return size;
  }

  /// Appends the alternatives as sequences; alternatives that are alternations are flattened.
  void flatten(const Expr& alternation, std::vector<Kids>& out) const {
    for (const ExprId& id : alternation.kids) {
      const Expr& kid = expression_[id];
      if (kid.kind == Expr::Kind::alternation) {
        flatten(kid, out);
      } else if (kid.kind == Expr::Kind::concat || kid.kind == Expr::Kind::empty) {
        out.push_back(kid.kids);
      } else {
        out.push_back({&id, 1});
      }
    }
  }

  Size size_of_alternatives(std::vector<Kids>& alternatives) const {
    const auto is_set = [this](Kids kids) {
      return kids.size() == 1 && expression_[kids[0]].kind == Expr::Kind::set;
    };
    if (std::all_of(alternatives.begin(), alternatives.end(), is_set)) {  // they are one class
      CharSet all;
      for (const Kids kids : alternatives) all.add(expression_.sets[expression_[kids[0]].set]);
      return size_of(all);
    }
    std::vector<std::string> texts(alternatives.size());
    size_t read = 0;
    while (read < texts.size() && read_text(alternatives[read], texts[read])) ++read;
    if (read == texts.size()) return size_of_texts(texts);
    if (const size_t shared = shared_beginning(alternatives)) {
      const Size size = size_of_all(alternatives[0].first(shared));
      for (Kids& kids : alternatives) kids = kids.subspan(shared);
      return size + size_of_alternatives(alternatives);
    }
    Size size = both(2 * kState + 4 * alternatives.size());
    for (const Kids kids : alternatives) {
      size = size + (kids.empty() ? both(kState) : size_of_all(kids));
    }
    return size;
  }

  /// Whether the items are a constant text that is not empty, which is appended to `out`.
  bool read_text(Kids kids, std::string& out) const {
    for (const ExprId id : kids) {
      const Expr& expr = expression_[id];
      if (expr.kind == Expr::Kind::concat && read_text(expr.kids, out)) continue;
      if (expr.kind != Expr::Kind::set) return false;
      const std::vector<Range>& ranges = expression_.sets[expr.set].ranges();
      if (ranges.empty() || ranges[0].first != ranges.back().last) return false;
      out += encoded(ranges[0].first);
    }
    return !kids.empty();
  }

  /// Texts share their beginnings as the paths of a trie do; backwards, their ends.
  static Size size_of_texts(std::vector<std::string>& texts) {
    uint64_t sizes[2];
    for (uint64_t& size : sizes) {
      std::sort(texts.begin(), texts.end());
      size = kState + kText;
      std::string_view last;
      bool has_forks = false;
      for (const std::string& text : texts) {
        size_t same = 0;
        while (same < text.size() && same < last.size() && text[same] == last[same]) ++same;
        if (same + 1 < text.size()) size += kText * (text.size() - 1 - same);
        if (!last.empty() && same < std::min(last.size(), text.size())) {
          size += has_forks ? 8 : 16;
          has_forks = true;
        }
        last = text;
      }
      for (std::string& text : texts) std::reverse(text.begin(), text.end());
    }
    return {sizes[0], sizes[1]};
  }

  /// How many items at the beginning are the same in all alternatives.
  size_t shared_beginning(const std::vector<Kids>& alternatives) const {
    const Kids first = alternatives[0];
    size_t shared = first.size();
    for (const Kids kids : alternatives) {
      const auto same = [this](ExprId a, ExprId b) { return is_same(a, b); };
      const auto end =
          std::mismatch(first.begin(), first.begin() + shared, kids.begin(), kids.end(), same)
              .first;
      shared = static_cast<size_t>(end - first.begin());
    }
    return shared;
  }

  bool is_same(ExprId a, ExprId b) const {
    const Expr& x = expression_[a];
    const Expr& y = expression_[b];
    return x.kind == y.kind && x.set == y.set && x.min == y.min && x.max == y.max &&
           x.assertion == y.assertion && x.is_unicode == y.is_unicode &&
           std::equal(x.kids.begin(), x.kids.end(), y.kids.begin(), y.kids.end(),
                      [this](ExprId a, ExprId b) { return is_same(a, b); });
  }

  const Expression& expression_;
  std::vector<Size> sets_;
};

}  // namespace

bool is_too_big(const Expression& expression) {
  const Size around = {192, 128};
  const Size size = Measure(expression).size_of_expr(expression.root) + around;
  return std::max(size.forwards, size.backwards) > kMost;
}

}  // namespace pydantic_core::regex
