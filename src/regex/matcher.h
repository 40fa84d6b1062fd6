// src/regex/matcher.h: an expression as a program of RE2's.
//
// RE2 gets its tree of the expression ready-made: its own parser knows another syntax and another
// Unicode. Of an ordinary pattern it finds all states of the deterministic automaton at once, and
// from then on a search is one look-up a byte in a table that nobody writes. Where there are too
// many states RE2 searches by itself, and finds them as it goes.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "expression.h"

namespace re2 {
class Prog;
}

namespace pydantic_core::regex {

/// What texts a program is for.
enum class Form : uint8_t {
  ascii,    // those in ASCII: all sets are cut down to it
  unicode,  // any
  marked,   // those that mark() wrote
};

class Matcher {
 public:
  Matcher(const Expression& expression, Form form);
  ~Matcher();

  /// Whether there is a match somewhere in `text`. Any number of threads may ask at once.
  bool search(std::string_view text) const {
    if (!table_.empty()) [[likely]]
      return search_table(text);
    return search_program(text);
  }

 private:
  bool build_table(re2::Prog& program);
  bool search_table(std::string_view text) const;
  bool search_program(std::string_view text) const;

  // By state and class of bytes; the last class is the end of the text. Entries are kNoMatch,
  // kMatch, or where the next state's row begins. Empty where there are too many states.
  std::vector<uint16_t> table_;
  uint8_t classes_[256];
  uint16_t end_ = 0;
  std::unique_ptr<re2::Prog> program_;  // where there is no table
};

}  // namespace pydantic_core::regex
