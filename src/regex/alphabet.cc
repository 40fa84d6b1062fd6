// regex/alphabet.cc: finds the classes by one sweep over the borders of all sets. The combination
// of sets that are open at a point is known by a signature, the exclusive or of one random-looking
// number a set. So an equal combination is found by one look-up.
#include "alphabet.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "unicode.h"

namespace pydantic_core::regex {
namespace {

constexpr uint32_t kMostWords = 63;  // symbols that RE2 takes for part of a word

uint64_t scramble(uint64_t x) {
  x = (x + 1) * 0x9E3779B97F4A7C15u;
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
  x = (x ^ x >> 27) * 0x94D049BB133111EBu;
  return x ^ x >> 31;
}

bool is_ascii_word(uint32_t c) { return c < 0x80 && (is_alphanumeric(c) || c == '_'); }

/// A set that assertions ask about, and what its characters are to them.
struct Asked {
  Trait trait;
  CharSet set;
};

/// The sets that the assertions of `expression` ask about, in texts of characters up to `limit`.
std::vector<Asked> asked_by_assertions(const Expression& expression, uint32_t limit) {
  std::vector<Asked> asked;
  const bool has_words = expression.has_unicode_words || expression.has_ascii_words;
  if (expression.has_lines || expression.has_others) asked.push_back({kLineFeed, {{'\n', '\n'}}});
  if (expression.has_others) asked.push_back({kCarriageReturn, {{'\r', '\r'}}});
  if (has_words || expression.has_others) {
    const CharSet ascii = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
    asked.push_back({kAsciiWord, ascii});
    if (limit > 0x7F && (expression.has_unicode_words || expression.has_others)) {
      CharSet others = word_set();
      others.subtract(ascii);
      asked.push_back({kOtherWord, std::move(others)});
    }
  }
  return asked;
}

/// A code point at which a set begins or has just ended. Sets are numbered: first those of the
/// expression, then those that assertions ask about.
struct Border {
  uint32_t at;
  uint32_t set;
};

constexpr uint32_t kNoSet = UINT32_MAX;

void add_borders(const CharSet& set, uint32_t number, uint32_t limit, std::vector<Border>& out) {
  for (const Range& range : set.ranges()) {
    if (range.first > limit) break;
    out.push_back({range.first, number});
    if (range.last < limit) out.push_back({range.last + 1, number});
  }
}

/// The borders of all sets, in ascending order. A class never reaches across the end of ASCII.
std::vector<Border> borders_of(const std::vector<CharSet>& sets, const std::vector<Asked>& asked,
                               uint32_t limit) {
  std::vector<Border> borders = {{0, kNoSet}};
  if (limit > 0x7F) borders.push_back({0x80, kNoSet});
  uint32_t number = 0;
  for (const CharSet& set : sets) add_borders(set, number++, limit, borders);
  for (const Asked& each : asked) add_borders(each.set, number++, limit, borders);
  std::sort(borders.begin(), borders.end(),
            [](const Border& a, const Border& b) { return a.at < b.at; });
  return borders;
}

}  // namespace

Alphabet::Alphabet(const Expression& expression, uint32_t limit) {
  const std::vector<Asked> asked = asked_by_assertions(expression, limit);
  const std::vector<Border> borders = borders_of(expression.sets, asked, limit);
  const auto sets = static_cast<uint32_t>(expression.sets.size());
  sets_.resize(sets);
  std::set<uint32_t> open;  // the sets that hold the characters from here to the next border
  uint64_t signature = 0;
  std::unordered_map<uint64_t, uint32_t> known;
  for (size_t i = 0; i < borders.size();) {
    const uint32_t at = borders[i].at;
    for (; i < borders.size() && borders[i].at == at; ++i) {
      const uint32_t set = borders[i].set;
      if (set == kNoSet) continue;
      if (!open.erase(set)) open.insert(set);
      signature ^= scramble(set);
    }
    const auto [found, is_new] =
        known.try_emplace(signature, static_cast<uint32_t>(traits_.size()));
    if (is_new) {
      Trait trait = kOther;
      for (const uint32_t set : open) {
        if (set < sets) {
          sets_[set].push_back(found->second);
        } else {
          trait = asked[set - sets].trait;
        }
      }
      traits_.push_back(trait);
    }
    firsts_.push_back(at);
    classes_.push_back(found->second);
  }
  tabulate_low(limit);
  choose_symbols(expression, limit);
}

void Alphabet::tabulate_low(uint32_t limit) {
  const uint32_t most_low = std::min<uint32_t>(limit, 0x7FF);
  low_.reserve(most_low + 1);
  for (size_t i = 0; i < firsts_.size() && firsts_[i] <= most_low; ++i) {
    const uint32_t end =
        i + 1 < firsts_.size() ? std::min(firsts_[i + 1], most_low + 1) : most_low + 1;
    low_.insert(low_.end(), end - firsts_[i], static_cast<uint16_t>(classes_[i]));
  }
}

void Alphabet::choose_symbols(const Expression& expression, uint32_t limit) {
  const auto is_word = [&](Trait trait) {
    return trait == kAsciiWord || (trait == kOtherWord && expression.has_unicode_words);
  };
  const bool has_words = expression.has_unicode_words || expression.has_ascii_words;
  const bool has_both = expression.has_unicode_words && expression.has_ascii_words && limit > 0x7F;
  const auto words = static_cast<size_t>(std::count_if(traits_.begin(), traits_.end(), is_word));
  if (expression.has_others || has_both || (has_words && words > kMostWords)) {
    marks_ = assertions_in_a_row(expression);
  }
  const bool has_letters = has_words && marks_ == 0;
  uint32_t next_letter = 0;
  uint32_t next_other = marks_ == 0 ? 0 : kMarks;
  for (const Trait trait : traits_) {
    const bool is_letter = has_letters && is_word(trait);
    uint32_t& next = is_letter ? next_letter : next_other;
    while (next == '\n' || (has_letters && is_ascii_word(next) != is_letter)) ++next;
    symbols_.push_back(trait == kLineFeed && marks_ == 0 ? '\n' : next++);
  }
}

uint32_t Alphabet::find_class(uint32_t c) const {
  const auto after = std::upper_bound(firsts_.begin(), firsts_.end(), c);
  return classes_[static_cast<size_t>(after - firsts_.begin()) - 1];
}

int Alphabet::only_ascii(uint32_t character_class) const {
  int only = -1;
  for (size_t i = 0; i < firsts_.size(); ++i) {
    if (classes_[i] != character_class) continue;
    const bool is_single = i + 1 < firsts_.size() && firsts_[i + 1] == firsts_[i] + 1;
    if (only >= 0 || !is_single || firsts_[i] > 0x7F) return -1;
    only = static_cast<int>(firsts_[i]);
  }
  return only;
}

bool Alphabet::write(std::string_view text, Vec<char>& out) const {
  const auto write_symbol = [&out](uint32_t symbol) {
    if (symbol < 0x80) return out.push(static_cast<char>(symbol));
    char bytes[4];
    const size_t count = utf8::encode(symbol, bytes);
    return std::all_of(bytes, bytes + count, [&out](char byte) { return out.push(byte); });
  };
  Trait before = kNone;
  const auto write_marks = [&](Trait after) {
    for (uint32_t i = 0; i < marks_; ++i) {
      if (!write_symbol(mark(before, after))) return false;
    }
    before = after;
    return true;
  };
  if (!out.reserve(text.size())) return false;
  const char* p = text.data();
  for (const char* const end = p + text.size(); p != end;) {
    const uint32_t c = next_class(p);
    if (!write_marks(traits_[c]) || !write_symbol(symbols_[c])) return false;
  }
  return write_marks(kNone);
}

}  // namespace pydantic_core::regex
