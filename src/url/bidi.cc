// src/url/bidi.cc: RFC 5893, section 2. One right-to-left character anywhere puts every label of
// the name to the test.
#include "bidi.h"

#include <algorithm>
#include <cstdint>

namespace pydantic_core::url {
namespace {

enum Direction : uint16_t {
  L = 1,
  R = 2,
  AL = 4,
  AN = 8,
  EN = 16,
  ES = 32,
  CS = 64,
  ET = 128,
  ON = 256,
  BN = 512,
  NSM = 1024,
};

struct Run {
  uint32_t first;
  uint32_t last : 21;
  uint32_t direction : 11;
};

constexpr Run kRuns[] = {
#define BIDI(first, last, direction) {first, last, direction},
#include "bidi_tables.inc"
#undef BIDI
};

Direction direction_of(char32_t c) {
  const Run* const run = std::lower_bound(std::begin(kRuns), std::end(kRuns), c,
                                          [](const Run& r, char32_t x) { return r.last < x; });
  return run != std::end(kRuns) && c >= run->first ? static_cast<Direction>(run->direction) : L;
}

bool is_valid_label(std::u32string_view label) {
  if (label.empty()) return true;
  const Direction first = direction_of(label[0]);
  if ((first & (L | R | AL)) == 0) return false;
  const bool ltr = first == L;
  while (label.size() > 1 && direction_of(label.back()) == NSM) label.remove_suffix(1);
  if (label.size() == 1) return true;
  const int allowed_last = ltr ? L | EN : R | AL | EN | AN;
  const int allowed =
      ltr ? L | EN | ES | CS | ET | ON | BN | NSM : R | AL | AN | EN | ES | CS | ET | ON | BN | NSM;
  if ((direction_of(label.back()) & allowed_last) == 0) return false;
  int seen = 0;
  for (const char32_t c : label.substr(1)) seen |= direction_of(c);
  return (seen & ~allowed) == 0 && (ltr || (seen & (AN | EN)) != (AN | EN));
}

}  // namespace

bool has_valid_directions(std::u32string_view domain) {
  const auto is_rtl = [](char32_t c) {
    return c >= 0x590 && (direction_of(c) & (R | AL | AN)) != 0;
  };
  if (std::none_of(domain.begin(), domain.end(), is_rtl)) return true;
  for (;;) {
    const size_t end = domain.find(U'.');
    if (!is_valid_label(domain.substr(0, end))) return false;
    if (end == std::u32string_view::npos) return true;
    domain.remove_prefix(end + 1);
  }
}

}  // namespace pydantic_core::url
