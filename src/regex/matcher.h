// regex/matcher.h: an expression, compiled to search texts.
//
// RE2 gets a finished tree, as its own parser has another syntax and another version of Unicode.
// For an ordinary pattern it finds all states of the deterministic automaton at once; a search is
// then one look-up a character in a constant table. When there are too many states, RE2 itself
// searches, and makes states as it needs them.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "alphabet.h"

namespace re2 {
class Prog;
class Regexp;
}  // namespace re2

namespace pydantic_core::regex {

enum class Found : uint8_t { no, yes, out_of_memory };

class Matcher {
 public:
  /// For texts of characters up to `limit`: 0x7F or kMaxCodePoint.
  Matcher(const Expression& expression, uint32_t limit);
  ~Matcher();

  /// Whether there is a match somewhere in `text`. Any number of threads may call this at once.
  Found search(std::string_view text) const {
    return table_.empty() ? search_program(text) : search_table(text);
  }

 private:
  bool build_table(re2::Prog& program);
  void find_first_byte();
  Found search_table(std::string_view text) const;
  Found search_program(std::string_view text) const;

  Alphabet alphabet_;
  // By state and class; after the last class, the end of the text. Entries are kNoMatch, kMatch, or
  // where the next state's row begins. Empty where there are too many states.
  std::vector<uint16_t> table_;
  int first_byte_ = -1;  // the only byte that a match can begin with; -1: there are several
  std::unique_ptr<re2::Prog> program_;  // when there is no table
};

}  // namespace pydantic_core::regex
