// validate/kinds/scalars/str.cc: text, and the constraints on it.
#include "base/ascii_text.h"
#include "base/edition.h"
#include "base/utf8.h"
#include "py/str_case.h"
#include "validate/engine/build.h"
#include "validate/kinds/scalars/pattern.h"

namespace pydantic_core {
namespace {

class StrNode : public KindNode<StrNode> {
 public:
  constexpr StrNode(bool strict, bool coerce_numbers)
      : strict_(strict), coerce_numbers_(coerce_numbers) {}

  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    return read_str(input, state, state.strict_or(strict_), coerce_numbers_, out);
  }
  Leaf leaf() const { return {&PyUnicode_Type}; }
  bool is_quiet(QuietSearch&) const { return true; }
  void name(NameWriter& out) const { out.out << "str"; }
  static constexpr Spelling kSpelling{"Str", "StrValidator"};
  void describe(Describer& out) const {
    out.field("strict", strict_);
    out.field("coerce_numbers_to_str", coerce_numbers_);
  }

 private:
  bool strict_;
  bool coerce_numbers_;
};

constexpr StrNode kPlain[2][2] = {{{false, false}, {false, true}}, {{true, false}, {true, true}}};

/// What a schema says of a str beyond its being one.
struct Constraints {
  Ref pattern;
  std::optional<size_t> min_length;
  std::optional<size_t> max_length;
  bool strict = false;
  bool coerce_numbers = false;
  bool strip_whitespace = false;
  bool to_lower = false;
  bool to_upper = false;
  bool ascii_only = false;

  /// Reads all but the pattern.
  bool read(const Schema& schema) {
    return schema.get_or_config(names.min_length, names.str_min_length, min_length) &&
           schema.get_or_config(names.max_length, names.str_max_length, max_length) &&
           schema.get_or_config(names.strip_whitespace, names.str_strip_whitespace,
                                strip_whitespace) &&
           schema.get_or_config(names.to_lower, names.str_to_lower, to_lower) &&
           schema.get_or_config(names.to_upper, names.str_to_upper, to_upper) &&
           (!kStrHasAsciiOnly || schema.get_or_config(names.ascii_only, ascii_only)) &&
           schema.get_or_config(names.coerce_numbers_to_str, coerce_numbers) &&
           schema.get_or_config(names.strict, strict);
  }
  bool any() const {
    return pattern || min_length || max_length || strip_whitespace || to_lower || to_upper ||
           ascii_only;
  }
};

class ConstrainedStrNode : public KindNode<ConstrainedStrNode> {
 public:
  template <class Input>
  Outcome validate(Input input, State& state, Ref& out) const {
    if constexpr (std::is_same_v<Input, JsonInput>) {
      // A pattern is asked about a str.
      if (!rules_.pattern && input.value.is_string() && utf8::is_ascii(input.value.as_string()))
        return validate_ascii(input, state, out);
    }
    Ref text;
    PC_TRY(read_str(input, state, state.strict_or(rules_.strict), rules_.coerce_numbers, text));
    std::string_view utf8;
    if (!py::utf8(text.get(), utf8)) {
      if (!forgive()) return Outcome::raised;
      return state.fail(ErrorType::string_unicode, PyInput{text.get()});
    }
    if (rules_.strip_whitespace) {
      text = py::strip_white_space(text.get());
      if (!text) return Outcome::raised;
    }
    if (rules_.ascii_only && !PyUnicode_IS_ASCII(text.get()))
      return state.fail(ErrorType::string_not_ascii, input);
    PC_TRY(check_length(static_cast<size_t>(PyUnicode_GET_LENGTH(text.get())), input, state));
    if (rules_.pattern) {
      bool matches;
      PC_TRY(pattern_.search(text.get(), matches));
      if (!matches) return state.fail(ErrorType::string_pattern_mismatch, input, pattern_.source());
    }
    out = changes_case() ? py::change_case(text.get(), new_case()) : std::move(text);
    return out ? Outcome::ok : Outcome::raised;
  }
  bool is_quiet(QuietSearch&) const { return true; }
  void name(NameWriter& out) const { out.out << "constrained-str"; }
  static constexpr Spelling kSpelling{"StrConstrained", "StrConstrainedValidator"};
  void describe(Describer& out) const {
    out.field("strict", rules_.strict);
    pattern_.describe(out);
    out.field("max_length", rules_.max_length);
    out.field("min_length", rules_.min_length);
    out.field("strip_whitespace", rules_.strip_whitespace);
    out.field("to_lower", rules_.to_lower);
    out.field("to_upper", rules_.to_upper);
    out.field("coerce_numbers_to_str", rules_.coerce_numbers);
    if (kStrHasAsciiOnly) out.field("ascii_only", rules_.ascii_only);
  }
  template <class F>
  void each_ref(F&& f) {
    f(rules_.pattern);
    pattern_.each_ref(f);
  }

  Constraints rules_;
  PatternMatcher pattern_;

 private:
  bool changes_case() const { return rules_.to_lower || rules_.to_upper; }
  ascii::Case new_case() const { return rules_.to_lower ? ascii::Case::lower : ascii::Case::upper; }
  /// A JSON string of ASCII: all is done on its bytes, and no str made but the result.
  Outcome validate_ascii(JsonInput input, State& state, Ref& out) const {
    state.floor_exactness(Exactness::strict);  // as read_str does it
    std::string_view text = input.value.as_string();
    if (rules_.strip_whitespace) text = ascii::strip(text);
    PC_TRY(check_length(text.size(), input, state));
    char changed[kLongestCached];
    const bool use_cache =
        state.cache_strings == CacheStrings::all && text.size() <= sizeof changed;
    if (changes_case() && !use_cache) {
      char* data;
      out = py::new_ascii(text.size(), data);
      if (out) ascii::change_case(text, new_case(), data);
      return out ? Outcome::ok : Outcome::raised;
    }
    if (changes_case()) {
      ascii::change_case(text, new_case(), changed);
      text = {changed, text.size()};
    }
    out = cached_str(text, use_cache);
    return out ? Outcome::ok : Outcome::raised;
  }
  template <class Input>
  Outcome check_length(size_t length, Input input, State& state) const {
    if (rules_.min_length && length < *rules_.min_length) {
      return state.fail(ErrorType::string_too_short, input, *rules_.min_length);
    }
    if (rules_.max_length && length > *rules_.max_length) {
      return state.fail(ErrorType::string_too_long, input, *rules_.max_length);
    }
    return Outcome::ok;
  }
};

}  // namespace

const Node* build_str(const Schema& schema, Builder& builder) {
  Constraints rules;
  PatternMatcher pattern;
  // Where a pattern and something else are wrong, the pattern is what is reported.
  if (!schema.dict.get(names.pattern, rules.pattern) ||
      (rules.pattern && !pattern.init(rules.pattern.get(), schema)) || !rules.read(schema)) {
    return nullptr;
  }
  if (!rules.any()) return &kPlain[rules.strict][rules.coerce_numbers];
  auto* node = builder.make<ConstrainedStrNode>();
  if (node == nullptr) return nullptr;
  node->pattern_ = std::move(pattern);
  node->rules_ = std::move(rules);
  return node;
}

}  // namespace pydantic_core
