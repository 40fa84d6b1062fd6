// regex/pattern.h: what the `pattern` of a string schema needs: does a regular expression match
// anywhere in a text? Syntax and meaning are those of upstream's default engine, the Rust crate
// regex 1.12, on text: Unicode throughout, no look-around, no backreferences, and time that grows
// with the text's length alone. The parser is our own, as every refusal must have upstream's
// message; RE2 does the matching. The containers here are std's: memory that runs out while a
// pattern is compiled ends the process.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "matcher.h"

namespace pydantic_core::regex {

class Pattern {
 public:
  Pattern();
  ~Pattern();
  Pattern(Pattern&& other) noexcept;
  Pattern& operator=(Pattern&& other) noexcept;

  /// Compiles the pattern `text`, UTF-8, into `out`. Returns "", or upstream's message when it is
  /// refused; `out` is then unchanged.
  [[nodiscard]] static std::string compile(std::string_view text, Pattern& out);

  /// Whether the pattern matches somewhere in `text`, UTF-8, which is ASCII if `is_ascii` says so.
  /// Any number of threads may call this at once. Found::no for a Pattern that was never compiled.
  Found search(std::string_view text, bool is_ascii) const;

 private:
  struct Compiled;
  std::unique_ptr<const Compiled> compiled_;
};

}  // namespace pydantic_core::regex
