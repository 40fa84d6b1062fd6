// validate/kinds/scalars/pattern.h: the regular expression of a str schema, in one of the two
// engines.
//
// The default engine ("rust-regex" in schemas, for what upstream uses) is src/regex, over RE2;
// "python-re" and patterns that come compiled use Python's re.
#pragma once

#include "regex/pattern.h"
#include "validate/engine/node.h"

namespace pydantic_core {

class PatternMatcher {
 public:
  /// `pattern` is a str or a re.Pattern. False with an exception set.
  [[nodiscard]] bool init(Borrowed pattern, const Schema& schema);
  /// Whether the pattern is found anywhere in `text` (str whose UTF-8 exists).
  Outcome search(Borrowed text, bool& out) const;
  /// The pattern's text, for errors.
  Ref source() const { return source_.clone(); }
  void describe(Describer& out) const;

  template <class F>
  void each_ref(F&& f) {
    f(source_);
    f(compiled_);
  }

 private:
  Ref source_;            // str; empty while there is no pattern
  Ref compiled_;          // re.Pattern, for Python's engine
  regex::Pattern regex_;  // otherwise
};

}  // namespace pydantic_core
