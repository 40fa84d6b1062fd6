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
    if constexpr (!std::is_same_v<Input, StringInput>) {
      // A pattern is asked about a str.
      if (std::string_view ascii; !rules_.pattern && read_ascii(input, ascii))
        return validate_ascii(ascii, input, state, out);
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
  /// The text of a string of ASCII. False for other input, and for a subclass of str.
  static bool read_ascii(JsonInput input, std::string_view& out) {
    if (!input.value.is_string()) return false;
    out = input.value.as_string();
    return utf8::is_ascii(out);
  }
  static bool read_ascii(PyInput input, std::string_view& out) {
    if (!PyUnicode_CheckExact(input.object) || !PyUnicode_IS_COMPACT_ASCII(input.object))
      return false;
    out = py::ascii_view(input.object);
    return true;
  }
  /// A string of ASCII: all is done on its bytes, and no str made but the result.
  template <class Input>
  Outcome validate_ascii(std::string_view text, Input input, State& state, Ref& out) const {
    // As read_str does it.
    if constexpr (std::is_same_v<Input, JsonInput>) state.floor_exactness(Exactness::strict);
    if (rules_.strip_whitespace) text = ascii::strip(text);
    PC_TRY(check_length(text.size(), input, state));
    out = str_of(text, input, state);
    return out ? Outcome::ok : Outcome::raised;
  }
  /// The result of the ASCII `text`, which is some of the input's. Empty with MemoryError set.
  Ref str_of(std::string_view text, PyInput input, State&) const {
    if (changes_case()) return changed(text);
    const bool is_all = static_cast<size_t>(PyUnicode_GET_LENGTH(input.object)) == text.size();
    return is_all ? borrow(input.object) : py::str(text);
  }
  Ref str_of(std::string_view text, JsonInput, State& state) const {
    char room[kLongestCached];
    const bool use_cache = state.cache_strings == CacheStrings::all && text.size() <= sizeof room;
    if (changes_case() && !use_cache) return changed(text);
    if (changes_case()) {
      ascii::change_case(text, new_case(), room);
      text = {room, text.size()};
    }
    return cached_str(text, use_cache);
  }
  Ref changed(std::string_view text) const {
    char* data;
    Ref made = py::new_ascii(text.size(), data);
    if (made) ascii::change_case(text, new_case(), data);
    return made;
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
