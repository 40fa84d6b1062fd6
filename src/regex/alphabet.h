// src/regex/alphabet.h: the classes of characters that a program cannot tell apart. The automaton
// steps from class to class, so that its tables stay small however many characters `\w` has.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "program.h"
#include "unicode.h"

namespace pydantic_core::regex {

/// What assertions ask about the character before or after a position; kTextStart stands for there
/// being none before.
enum Trait : uint8_t {
  kTextStart = 1,
  kLineFeed = 2,
  kCarriageReturn = 4,
  kUnicodeWord = 8,
  kAsciiWord = 16,
};

class Alphabet {
 public:
  explicit Alphabet(const Program& program);

  /// Classes are numbered from 0; one more number, `size()`, stands for the end of the text.
  uint32_t size() const { return static_cast<uint32_t>(traits_.size()); }

  uint32_t class_of_ascii(unsigned char c) const { return ascii_[c]; }
  uint32_t class_of(uint32_t c) const;
  /// Whether the class has characters beyond ASCII.
  bool has_beyond_ascii(uint32_t character_class) const;

  bool is_in(uint32_t character_class, uint32_t set) const {
    return members_[character_class * sets_ + set] != 0;
  }

  /// The traits of a class's characters, of those that the program asks for.
  uint8_t traits(uint32_t character_class) const { return traits_[character_class]; }
  /// The traits that the program asks for.
  uint8_t wanted() const { return wanted_; }

 private:
  std::array<uint16_t, 128> ascii_{};
  std::vector<uint32_t> firsts_;  // where runs of one class begin
  std::vector<uint16_t> classes_;
  std::vector<uint8_t> members_;
  std::vector<uint8_t> traits_;
  size_t sets_ = 0;
  uint8_t wanted_ = 0;
};

}  // namespace pydantic_core::regex
