// src/regex/unicode.cc: reads unicode_tables.inc. A set is written as numbers, in turn the gap
// since the last range and the range's length less one; a number is base 32, least digit first, and
// 32 is added to every digit but its last. Sets are decoded when a pattern asks for them.
#include "unicode.h"

#include <algorithm>
#include <string>

namespace pydantic_core::regex {
namespace {

/// A row names a set by its kind (the property) and the words that mean it. `data` is null for
/// values that exist but have no set.
struct Set {
  char kind;
  std::string_view words;
  const char* data;
};

struct Property {
  char kind;
  std::string_view words;
};

constexpr Property kProperties[] = {
#define UNICODE_PROPERTY(kind, words) {kind, words},
#define UNICODE_SET(kind, words, data)
#define UNICODE_UNSUPPORTED(words)
#define UNICODE_FOLD(data)
#include "unicode_tables.inc"
#undef UNICODE_PROPERTY
#undef UNICODE_SET
};

constexpr Set kSets[] = {
#define UNICODE_PROPERTY(kind, words)
#define UNICODE_SET(kind, words, data) {kind, words, data},
#include "unicode_tables.inc"
#undef UNICODE_SET
#undef UNICODE_UNSUPPORTED
#undef UNICODE_FOLD
};

#define UNICODE_SET(kind, words, data)
#define UNICODE_UNSUPPORTED(words) constexpr std::string_view kUnsupported = words;
#define UNICODE_FOLD(data) constexpr const char* kFold = data;
#include "unicode_tables.inc"
#undef UNICODE_PROPERTY
#undef UNICODE_SET
#undef UNICODE_UNSUPPORTED
#undef UNICODE_FOLD

/// 0-9 A-Z a-z + /
uint32_t digit(char c) {
  if (c >= 'a') return static_cast<uint32_t>(c - 'a') + 36;
  if (c >= 'A') return static_cast<uint32_t>(c - 'A') + 10;
  if (c >= '0') return static_cast<uint32_t>(c - '0');
  return c == '+' ? 62 : 63;
}

uint32_t number(const char*& p) {
  uint32_t value = 0;
  for (int shift = 0;; shift += 5) {
    const uint32_t d = digit(*p++);
    value |= (d & 31) << shift;
    if (d < 32) return value;
  }
}

/// The ranges of a row that is sure to exist, added to `out`.
void decode(const char* data, CharSet& out) {
  CharSet set;
  uint32_t next = 0;
  while (*data != '\0') {
    const uint32_t first = next + number(data);
    const uint32_t last = first + number(data);
    set.add(first, last);
    next = last + 1;
  }
  if (out.empty()) {
    out = std::move(set);
  } else {
    out.add(set);
  }
}

bool has_word(std::string_view words, std::string_view word) {
  for (size_t at = 0; (at = words.find(word, at)) != std::string_view::npos; ++at) {
    const bool starts = at == 0 || words[at - 1] == ' ';
    const size_t end = at + word.size();
    if (starts && (end == words.size() || words[end] == ' ')) return !word.empty();
  }
  return false;
}

const Set* find_set(char kind, std::string_view word) {
  for (const Set& set : kSets) {
    if (set.kind == kind && has_word(set.words, word)) return &set;
  }
  return nullptr;
}

Lookup use(const Set& set, CharSet& out) {
  if (set.data == nullptr) return Lookup::no_value;
  decode(set.data, out);
  return Lookup::found;
}

/// Loose matching of names (UAX44-LM3): case, spaces, `_`, `-` and a leading "is" do not count.
std::string normalize(std::string_view name) {
  const bool has_is = name.size() >= 2 && (name[0] | 32) == 'i' && (name[1] | 32) == 's';
  if (has_is) name.remove_prefix(2);
  std::string out;
  for (const char c : name) {
    if (c == ' ' || c == '_' || c == '-' || static_cast<unsigned char>(c) > 0x7F) continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return has_is && out == "c" ? "isc" : out;
}

bool row_contains(char kind, std::string_view word, uint32_t c) {
  CharSet set;
  return use(*find_set(kind, word), set) == Lookup::found && set.contains(c);
}

}  // namespace

Lookup find_property(std::string_view name, CharSet& out) {
  const std::string word = normalize(name);
  // "cf", "lc" and "sc" abbreviate properties too, but everybody means the general categories.
  if (word != "cf" && word != "lc" && word != "sc") {
    if (const Set* const set = find_set('b', word)) return use(*set, out);
    if (has_word(kUnsupported, word)) return Lookup::no_property;
    for (const Property& property : kProperties) {
      if (has_word(property.words, word)) return Lookup::no_property;
    }
  }
  for (const char kind : {'g', 's'}) {
    if (const Set* const set = find_set(kind, word)) return use(*set, out);
  }
  return Lookup::no_property;
}

Lookup find_property(std::string_view name, std::string_view value, CharSet& out) {
  const std::string word = normalize(name);
  const Property* const property =
      std::find_if(std::begin(kProperties), std::end(kProperties),
                   [&word](const Property& p) { return has_word(p.words, word); });
  if (property == std::end(kProperties)) {
    const bool is_known = find_set('b', word) != nullptr || has_word(kUnsupported, word);
    return is_known ? Lookup::no_value : Lookup::no_property;
  }
  const Set* const set = find_set(property->kind, normalize(value));
  if (set == nullptr) return Lookup::no_value;
  if (property->kind == 'a') {  // an age is everything up to that version
    for (const Set* older = set; older-- != kSets && older->kind == 'a';) decode(older->data, out);
  }
  return use(*set, out);
}

CharSet word_set() {
  CharSet set;
  decode(find_set('p', "w")->data, set);
  return set;
}

CharSet digit_set() {
  CharSet set;
  decode(find_set('g', "nd")->data, set);
  return set;
}

CharSet space_set() {
  CharSet set;
  decode(find_set('b', "wspace")->data, set);
  return set;
}

bool is_space(uint32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return row_contains('b', "wspace", c);
}

bool is_alphabetic(uint32_t c) {
  if (c < 0x80) return (c | 32) >= 'a' && (c | 32) <= 'z';
  return row_contains('b', "alphabetic", c);
}

bool is_alphanumeric(uint32_t c) {
  if (c < 0x80) return is_alphabetic(c) || (c >= '0' && c <= '9');
  return is_alphabetic(c) || row_contains('g', "number", c);
}

void add_case_variants(CharSet& set) {
  const std::vector<Range>& ranges = set.ranges();
  if (ranges.empty()) return;
  // Nothing but letters varies in ASCII, and there only K and S have variants elsewhere.
  if (ranges.size() == 1 && ranges[0].first == ranges[0].last && ranges[0].last < 0x80) {
    const uint32_t lower = ranges[0].first | 32;
    if (lower < 'a' || lower > 'z') return;
    if (lower != 'k' && lower != 's') {
      set.add(lower ^ 32, lower ^ 32);
      set.add(lower, lower);
      return;
    }
  }
  CharSet variants;
  uint32_t first = 0;
  for (const char* p = kFold; *p != '\0';) {
    uint32_t group[8] = {first += number(p)};
    const uint32_t more = number(p);
    bool has_one = set.contains(first);
    bool has_all = has_one;
    for (uint32_t i = 1; i <= more; ++i) {
      group[i] = group[i - 1] + number(p);
      const bool has = set.contains(group[i]);
      has_one |= has;
      has_all &= has;
    }
    if (!has_one || has_all) continue;
    for (uint32_t i = 0; i <= more; ++i) variants.add(group[i], group[i]);
  }
  set.add(variants);
}

}  // namespace pydantic_core::regex
