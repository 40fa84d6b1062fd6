// url/label.cc: see label.h.
#include "label.h"

#include <algorithm>
#include <array>
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

/// To which side a letter joins others.
enum Joining : uint8_t { no, left, right, both_sides, transparent };

enum Mark : uint8_t { other, mark, virama };

struct Run {
  uint32_t first;
  uint32_t last;
  Direction direction;
  Joining joining;
  Mark mark;
};

constexpr Run kRuns[] = {
#define RUN(first, last, direction, joining, mark) {first, last, direction, joining, mark},
#define PLAIN(first, last, direction) {first, last, direction, no, other},
#include "domain_tables.inc"
#undef RUN
#undef PLAIN
};
constexpr Run kOther{0, 0, L, no, other};

const Run& properties_of(char32_t c) {
  const Run* const run = std::lower_bound(std::begin(kRuns), std::end(kRuns), c,
                                          [](const Run& r, char32_t x) { return r.last < x; });
  return run != std::end(kRuns) && c >= run->first ? *run : kOther;
}

/// Whether some character with these upper bits is written from right to left.
constexpr auto kHasRtl = [] {
  std::array<bool, 0x1100> has{};
  for (const Run& run : kRuns) {
    for (uint32_t block = run.first >> 8; block <= run.last >> 8; ++block)
      has[block] = has[block] || (run.direction & (R | AL | AN)) != 0;
  }
  return has;
}();

Direction direction_of(char32_t c) { return properties_of(c).direction; }

/// Whether the first character that counts joins to `side`.
template <class Iterator>
bool joins(Iterator at, Iterator end, Joining side) {
  for (; at != end; ++at) {
    const Joining joining = properties_of(*at).joining;
    if (joining == side || joining == both_sides) return true;
    if (joining != transparent) return false;
  }
  return false;
}

/// RFC 5892, appendix A: the joiner at `i`.
bool is_valid_joiner(std::u32string_view label, size_t i) {
  if (i == 0) return false;
  if (properties_of(label[i - 1]).mark == virama) return true;
  if (label[i] == U'\u200D') return false;
  const std::u32string_view after = label.substr(i + 1);
  const auto before = label.rbegin() + static_cast<std::ptrdiff_t>(label.size() - i);
  return joins(before, label.rend(), left) && joins(after.begin(), after.end(), right);
}

/// RFC 5893, section 2.
bool is_valid_in_direction(std::u32string_view label) {
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

bool is_valid_label(std::u32string_view label) {
  if (!label.empty() && properties_of(label[0]).mark != other) return false;
  for (size_t i = 0; i < label.size(); ++i) {
    if ((label[i] == U'\u200C' || label[i] == U'\u200D') && !is_valid_joiner(label, i))
      return false;
  }
  return true;
}

bool has_valid_directions(std::u32string_view domain) {
  const auto is_rtl = [](char32_t c) {
    return c < 0x110000 && kHasRtl[c >> 8] && (direction_of(c) & (R | AL | AN)) != 0;
  };
  // If the name has one such character anywhere, all of its labels are checked.
  if (std::none_of(domain.begin(), domain.end(), is_rtl)) return true;
  for (;;) {
    const size_t end = domain.find(U'.');
    if (!is_valid_in_direction(domain.substr(0, end))) return false;
    if (end == std::u32string_view::npos) return true;
    domain.remove_prefix(end + 1);
  }
}

}  // namespace pydantic_core::url
