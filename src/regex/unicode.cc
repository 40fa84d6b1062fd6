// regex/unicode.cc: reads unicode_tables.inc, texts without pointers, which need no relocation. A
// row is the kind of the set (a letter for the property), its names, `|`, and the set. A value that
// exists without a set has nothing behind the `|`. A set is any number of references, each `=` and
// the offset of another row's set, then `:` and borders, each as the distance from the one before.
// The set has the symmetric difference of these borders and those of the sets that it refers to. A
// number is base 32, least digit first, and 32 is added to every digit but its last.
#include "unicode.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

namespace pydantic_core::regex {
namespace {

#define UNICODE_PROPERTIES(text) constexpr char kProperties[] = text;
#define UNICODE_ROWS(text) constexpr char kRows[] = text;
#define UNICODE_UNSUPPORTED(text) constexpr std::string_view kUnsupported = text;
#define UNICODE_FOLD(text) constexpr const char* kFold = text;
#include "unicode_tables.inc"
#undef UNICODE_PROPERTIES
#undef UNICODE_ROWS
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

/// The borders of the set at `data`, ascending.
std::vector<uint32_t> borders_of(const char* data) {
  std::vector<const char*> like;
  for (; *data == '=';) like.push_back(kRows + number(++data));
  std::vector<uint32_t> borders;
  uint32_t at = 0;
  for (++data; *data != '\n';) borders.push_back(at += number(data));
  for (const char* other : like) {
    const std::vector<uint32_t> others = borders_of(other);
    std::vector<uint32_t> both;
    std::set_symmetric_difference(borders.begin(), borders.end(), others.begin(), others.end(),
                                  std::back_inserter(both));
    borders = std::move(both);
  }
  return borders;
}

CharSet decode(const char* data) {
  const std::vector<uint32_t> borders = borders_of(data);
  CharSet set;
  for (size_t i = 0; i + 1 < borders.size(); i += 2) set.add(borders[i], borders[i + 1] - 1);
  return set;
}

bool has_word(std::string_view words, std::string_view word) {
  for (size_t at = 0; (at = words.find(word, at)) != std::string_view::npos; ++at) {
    const bool starts = at == 0 || words[at - 1] == ' ';
    const size_t end = at + word.size();
    if (starts && (end == words.size() || words[end] == ' ')) return !word.empty();
  }
  return false;
}

/// Where a row's set begins; null where no row of that kind (any kind, if it is 0) has the word.
const char* find_row(std::string_view rows, char kind, std::string_view word) {
  while (!rows.empty()) {
    const size_t bar = rows.find('|');
    const std::string_view words = rows.substr(2, bar - 2);
    if ((kind == 0 || kind == rows[0]) && has_word(words, word)) return rows.data() + bar + 1;
    rows.remove_prefix(rows.find('\n', bar) + 1);
  }
  return nullptr;
}

const char* find_set(char kind, std::string_view word) { return find_row(kRows, kind, word); }

Lookup use(const char* set, CharSet& out) {
  if (*set == '\n') return Lookup::no_value;
  out = decode(set);
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
  return decode(find_set(kind, word)).contains(c);
}

}  // namespace

Lookup find_property(std::string_view name, CharSet& out) {
  const std::string word = normalize(name);
  // "cf", "lc" and "sc" abbreviate properties too, but everybody means the general categories.
  if (word != "cf" && word != "lc" && word != "sc") {
    if (const char* const set = find_set('b', word)) return use(set, out);
    if (has_word(kUnsupported, word)) return Lookup::no_property;
    if (find_row(kProperties, 0, word) != nullptr) return Lookup::no_property;
  }
  for (const char kind : {'g', 's'}) {
    if (const char* const set = find_set(kind, word)) return use(set, out);
  }
  return Lookup::no_property;
}

Lookup find_property(std::string_view name, std::string_view value, CharSet& out) {
  const std::string word = normalize(name);
  for (const char kind : {'g', 's', 'x', 'a', 'c', 't', 'w'}) {
    if (find_row(kProperties, kind, word) == nullptr) continue;
    const char* const set = find_set(kind, normalize(value));
    return set == nullptr ? Lookup::no_value : use(set, out);
  }
  const bool is_known = find_set('b', word) != nullptr || has_word(kUnsupported, word);
  return is_known ? Lookup::no_value : Lookup::no_property;
}

CharSet word_set() { return decode(find_set('p', "w")); }
CharSet digit_set() { return decode(find_set('g', "nd")); }
CharSet space_set() { return decode(find_set('b', "wspace")); }

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
  if (ranges.back().last < 0x80) {  // ASCII letters, of which K and S have variants beyond ASCII
    CharSet variants;
    for (uint32_t lower = 'a'; lower <= 'z'; ++lower) {
      const uint32_t upper = lower ^ 32;
      if (!set.contains(lower) && !set.contains(upper)) continue;
      variants.add(upper, upper);
      variants.add(lower, lower);
      if (lower == 's') variants.add(0x17F, 0x17F);
      if (lower == 'k') variants.add(0x212A, 0x212A);
    }
    set.add(variants);
    return;
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
