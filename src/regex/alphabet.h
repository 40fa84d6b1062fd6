// regex/alphabet.h: the classes of characters that an expression cannot tell apart, and the symbols
// that stand for them in RE2's programs.
//
// RE2 sees symbols, never characters. So `\w` is one symbol or two instead of the thousand byte
// ranges of its UTF-8: programs and tables are small, and are made in microseconds. Symbols are
// chosen so that RE2's assertions mean what ours do: the line feed stands for itself, and letters
// stand for whatever Unicode calls part of a word.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "base/vec.h"
#include "expression.h"
#include "marks.h"

namespace pydantic_core::regex {

class Alphabet {
 public:
  /// For texts of characters up to `limit`: 0x7F or kMaxCodePoint. Does not change afterwards, but
  /// for forget_sets().
  Alphabet(const Expression& expression, uint32_t limit);

  /// Classes are numbered from 0.
  uint32_t size() const { return static_cast<uint32_t>(symbols_.size()); }
  uint32_t class_of(uint32_t c) const { return c < low_.size() ? low_[c] : find_class(c); }
  /// The class of the next character; `p` moves past it.
  uint32_t next_class(const char*& p) const {
    const auto byte = static_cast<unsigned char>(*p);
    if (byte > 0x7F) return class_of(utf8::decode(p));
    ++p;
    return low_[byte];
  }
  /// The only character of a class; -1 when it has several, or one beyond ASCII.
  int only_ascii(uint32_t character_class) const;

  /// The symbol of a class, a code point.
  uint32_t symbol(uint32_t character_class) const { return symbols_[character_class]; }
  /// The classes that make up one of the expression's sets. Not after forget_sets().
  const std::vector<uint32_t>& classes_in(uint32_t set) const { return sets_[set]; }
  void forget_sets() { sets_ = {}; }

  /// How many marks (marks.h) each position of a text has; 0 for most patterns. The symbol of a
  /// mark is its number.
  uint32_t marks() const { return marks_; }

  /// Writes `text`, UTF-8, in symbols and marks; false when memory runs out.
  [[nodiscard]] bool write(std::string_view text, Vec<char>& out) const;

 private:
  void tabulate_low(uint32_t limit);
  void choose_symbols(const Expression& expression, uint32_t limit);
  uint32_t find_class(uint32_t c) const;

  std::vector<uint16_t> low_;      // the classes of characters that have one byte or two
  std::vector<uint32_t> firsts_;   // the first characters of runs with one class
  std::vector<uint32_t> classes_;  // the class of each run
  std::vector<uint32_t> symbols_;
  std::vector<Trait> traits_;  // of each class
  std::vector<std::vector<uint32_t>> sets_;
  uint32_t marks_ = 0;
};

}  // namespace pydantic_core::regex
