// src/regex/alphabet.cc: finds the classes by one sweep over the borders of all sets. What is open
// at a point is kept as the exclusive or of one random-looking number a set, so that equal
// combinations are found by one lookup.
#include "alphabet.h"

#include <algorithm>
#include <unordered_map>

namespace pydantic_core::regex {
namespace {

uint64_t scramble(uint64_t x) {
  x = (x + 1) * 0x9E3779B97F4A7C15u;
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
  x = (x ^ x >> 27) * 0x94D049BB133111EBu;
  return x ^ x >> 31;
}

uint8_t wanted_traits(const Program& program) {
  uint8_t wanted = 0;
  for (const Inst& inst : program.insts) {
    if (inst.op != Inst::Op::assertion) continue;
    switch (inst.assertion) {
      case Assert::text_end:
        break;
      case Assert::text_start:
        wanted |= kTextStart;
        break;
      case Assert::line_start:
        wanted |= kTextStart | kLineFeed;
        break;
      case Assert::line_end:
        wanted |= kLineFeed;
        break;
      case Assert::line_start_crlf:
        wanted |= kTextStart | kLineFeed | kCarriageReturn;
        break;
      case Assert::line_end_crlf:
        wanted |= kLineFeed | kCarriageReturn;
        break;
      default:
        wanted |= inst.is_unicode ? kUnicodeWord : kAsciiWord;
        break;
    }
  }
  return wanted;
}

CharSet trait_set(uint8_t trait) {
  switch (trait) {
    case kLineFeed:
      return {{'\n', '\n'}};
    case kCarriageReturn:
      return {{'\r', '\r'}};
    case kUnicodeWord:
      return word_set();
    default:
      return {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
  }
}

}  // namespace

Alphabet::Alphabet(const Program& program)
    : sets_(program.sets.size()), wanted_(wanted_traits(program)) {
  struct Border {
    uint32_t at;
    uint32_t set;  // those after the program's sets are traits
  };
  std::vector<Border> borders = {{0, UINT32_MAX}, {0x80, UINT32_MAX}};
  const auto add_borders = [&borders](const CharSet& set, size_t index) {
    for (const Range& range : set.ranges()) {
      borders.push_back({range.first, static_cast<uint32_t>(index)});
      borders.push_back({range.last + 1, static_cast<uint32_t>(index)});
    }
  };
  for (size_t i = 0; i < sets_; ++i) add_borders(program.sets[i], i);
  for (uint32_t bit = 1; bit < 5; ++bit) {
    if ((wanted_ & 1 << bit) != 0)
      add_borders(trait_set(static_cast<uint8_t>(1 << bit)), sets_ + bit);
  }
  std::sort(borders.begin(), borders.end(),
            [](const Border& a, const Border& b) { return a.at < b.at; });

  std::vector<uint8_t> open(sets_, 0);
  uint8_t open_traits = 0;
  uint64_t signature = 0;
  std::unordered_map<uint64_t, uint16_t> found;
  for (size_t i = 0; i < borders.size();) {
    const uint32_t at = borders[i].at;
    if (at > kMaxCodePoint) break;
    for (; i < borders.size() && borders[i].at == at; ++i) {
      const uint32_t set = borders[i].set;
      if (set == UINT32_MAX) continue;
      if (set < sets_) {
        open[set] ^= 1;
      } else {
        open_traits ^= static_cast<uint8_t>(1 << (set - sets_));
      }
      signature ^= scramble(set);
    }
    const auto [known, is_new] = found.try_emplace(signature, static_cast<uint16_t>(size()));
    if (is_new) {
      members_.insert(members_.end(), open.begin(), open.end());
      traits_.push_back(open_traits);
    }
    firsts_.push_back(at);
    classes_.push_back(known->second);
  }
  for (uint32_t c = 0; c < 128; ++c) ascii_[c] = static_cast<uint16_t>(class_of(c));
}

bool Alphabet::has_beyond_ascii(uint32_t character_class) const {
  for (size_t i = firsts_.size(); i-- > 0 && firsts_[i] >= 0x80;) {
    if (classes_[i] == character_class) return true;
  }
  return false;
}

uint32_t Alphabet::class_of(uint32_t c) const {
  const auto after = std::upper_bound(firsts_.begin(), firsts_.end(), c);
  return classes_[static_cast<size_t>(after - firsts_.begin()) - 1];
}

}  // namespace pydantic_core::regex
