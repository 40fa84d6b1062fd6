// src/regex/program.h: a pattern as a nondeterministic automaton over characters. An instruction
// that takes a character names a set, so `\w` is one instruction and repetition is cheap.
#pragma once

#include <cstdint>
#include <vector>

#include "char_set.h"
#include "failure.h"
#include "syntax.h"

namespace pydantic_core::regex {

/// Look with its flags applied.
enum class Assert : uint8_t {
  text_start,
  text_end,
  line_start,
  line_end,
  line_start_crlf,
  line_end_crlf,
  word_boundary,
  not_word_boundary,
  word_start,
  word_end,
  word_start_half,
  word_end_half,
};

struct Inst {
  enum class Op : uint8_t { set, assertion, split, match };

  Op op = Op::match;
  bool is_unicode = false;  // assertion: which characters make words
  Assert assertion{};       // assertion
  uint32_t next = 0;        // all but match
  uint32_t other = 0;       // set: index of the set; split: the other next
};

struct Program {
  std::vector<Inst> insts;
  std::vector<CharSet> sets;
  uint32_t start = 0;
};

enum class Translated : uint8_t { ok, refused, too_big };

/// Makes the program for `tree`. `failure` is set when the answer is `refused`: properties that do
/// not exist, and what
/// (?-u) does not allow. `too_big` follows the specification's limit of 10 MiB roughly.
[[nodiscard]] Translated translate(const Tree& tree, Program& program, Failure& failure);

}  // namespace pydantic_core::regex
