// regex/syntax.h: a pattern as a tree. The syntax is that of upstream's default engine (Rust's
// regex crate): Unicode throughout, no look-around, no backreferences. Nodes live in one vector and
// refer to each other by index, so that a deeply nested pattern costs no stack when its tree is
// dropped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "failure.h"

namespace pydantic_core::regex {

using NodeId = uint32_t;

enum class Kind : uint8_t {
  empty,
  flags,        // (?i): from here to the end of the group
  literal,      // c
  dot,          //
  assertion,    // look
  unicode,      // name, value: \p{name=value}; negated. Also in classes, as are perl and literal
  perl,         // c is d, s or w; negated
  bracketed,    // [kid]; negated
  repeat,       // kid, min..max
  group,        // (kid), with flags
  alternation,  // kids
  concat,       // kids
  range,        // c..last, in classes only, as are the following
  ascii,        // name: [:name:]; negated
  set_union,    // kids
  set_op,       // kid c kid, where c is &, - or ~
};

enum class Look : uint8_t {
  text_start,
  text_end,
  line_start,  // `^` and `$`: what they mean depends on flags
  line_end,
  word_boundary,
  not_word_boundary,
  word_start,
  word_end,
  word_start_half,
  word_end_half,
};

/// The flags that matter after parsing; The parser applies `x` itself. Greediness (`U`) only
/// changes how long a match is, which does not matter here.
enum Flag : uint8_t {
  kIgnoreCase = 1,
  kMultiLine = 2,
  kDotAll = 4,
  kUnicode = 8,
  kCrlf = 16,
};

constexpr uint32_t kNoMaximum = UINT32_MAX;

struct Node {
  Kind kind = Kind::empty;
  Span span;
  std::vector<NodeId> kids;
  bool negated = false;
  bool is_byte = false;    // literal: written as `\xNN`, a byte rather than a character under (?-u)
  bool has_value = false;  // unicode: `name=value`
  bool captures = false;   // group
  Look look{};             // assertion
  uint8_t flags_on = 0;    // flags, group
  uint8_t flags_off = 0;
  uint32_t c = 0;
  uint32_t last = 0;  // range
  uint32_t min = 0;   // repeat
  uint32_t max = 0;   // repeat; kNoMaximum
  std::string name;
  std::string value;
};

struct Tree {
  std::vector<Node> nodes;
  NodeId root = 0;
};

/// Reads `pattern`, UTF-8. Returns false and sets `failure` where the syntax is wrong.
[[nodiscard]] bool parse(std::string_view pattern, Tree& tree, Failure& failure);

}  // namespace pydantic_core::regex
