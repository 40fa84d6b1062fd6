// regex/cursor.h: walking over a pattern, with the skipping of white space and comments that flag
// `x` asks for.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/utf8.h"
#include "failure.h"
#include "unicode.h"

namespace pydantic_core::regex {

class Cursor {
 public:
  explicit Cursor(std::string_view pattern) : text_(pattern) {}

  uint32_t position() const { return position_; }
  void set_position(uint32_t position) { position_ = position; }
  bool at_end() const { return position_ >= text_.size(); }
  bool starts_with(std::string_view prefix) const {
    return text_.substr(position_).starts_with(prefix);
  }
  std::string_view text(Span span) const { return text_.substr(span.begin, span.end - span.begin); }

  /// The character here; 0 at the end.
  uint32_t current() const { return character_at(position_); }
  /// The character after this one; 0 at the end.
  uint32_t following() const { return character_at(after()); }

  Span here() const { return {position_, position_}; }
  Span since(uint32_t begin) const { return {begin, position_}; }
  /// The span of the current character.
  Span character() const { return {position_, after()}; }

  /// Passes the current character; false when nothing follows.
  bool bump() {
    position_ = after();
    return !at_end();
  }

  bool bump_if(std::string_view prefix) {
    if (!starts_with(prefix)) return false;
    position_ += static_cast<uint32_t>(prefix.size());
    return true;
  }

  bool ignores_space = false;

  /// Under `x`, passes white space and comments.
  void skip_space() {
    if (!ignores_space) return;
    while (!at_end()) {
      if (current() == '#') {
        while (bump() && current() != '\n') {
        }
        if (!at_end()) bump();
      } else if (is_space(current())) {
        bump();
      } else {
        return;
      }
    }
  }

  /// bump() and skip_space(); false when nothing follows.
  bool bump_and_skip() {
    if (!bump()) return false;
    skip_space();
    return !at_end();
  }

  /// The character after this one and, under `x`, after white space. (A comment's text is not
  /// skipped, only its `#`: the specification does that.)
  uint32_t following_past_space() const {
    if (!ignores_space || at_end()) return following();
    bool in_comment = false;
    for (Cursor next(text_, after()); !next.at_end(); next.bump()) {
      const uint32_t c = next.current();
      if (is_space(c)) continue;
      if (c == '#' && !in_comment) {
        in_comment = true;
      } else {
        return c;
      }
    }
    return following();
  }

 private:
  Cursor(std::string_view pattern, uint32_t position) : text_(pattern), position_(position) {}

  uint32_t character_at(uint32_t position) const {
    if (position >= text_.size()) return 0;
    const char* p = text_.data() + position;
    return utf8::decode(p);
  }

  uint32_t after() const {
    if (at_end()) return position_;
    const char* p = text_.data() + position_;
    utf8::decode(p);
    return static_cast<uint32_t>(p - text_.data());
  }

  std::string_view text_;
  uint32_t position_ = 0;
};

}  // namespace pydantic_core::regex
