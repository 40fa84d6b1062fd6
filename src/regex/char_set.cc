// regex/char_set.cc: set algebra on ranges. Everything comes down to union and complement; sets are
// small and built once, when a pattern is compiled.
#include "char_set.h"

#include <algorithm>

namespace pydantic_core::regex {

bool CharSet::contains(uint32_t c) const {
  const auto after =
      std::upper_bound(ranges_.begin(), ranges_.end(), c,
                       [](uint32_t x, const Range& range) { return x < range.first; });
  return after != ranges_.begin() && c <= after[-1].last;
}

void CharSet::add(uint32_t first, uint32_t last) {
  const bool in_order = ranges_.empty() || ranges_.back().last + 1 < first;
  ranges_.push_back({first, last});
  if (!in_order) normalize();
}

void CharSet::add(const CharSet& other) {
  if (ranges_.empty()) {
    ranges_ = other.ranges_;
    return;
  }
  ranges_.insert(ranges_.end(), other.ranges_.begin(), other.ranges_.end());
  normalize();
}

void CharSet::intersect(const CharSet& other) {
  CharSet outside = other;
  outside.negate(kMaxCodePoint);
  subtract(outside);
}

void CharSet::subtract(const CharSet& other) {
  negate(kMaxCodePoint);
  add(other);
  negate(kMaxCodePoint);
}

void CharSet::symmetric_difference(const CharSet& other) {
  CharSet both = *this;
  both.intersect(other);
  add(other);
  subtract(both);
}

void CharSet::negate(uint32_t limit) {
  std::vector<Range> gaps;
  uint32_t next = 0;
  for (const Range& range : ranges_) {
    if (range.first > next) gaps.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= limit) gaps.push_back({next, limit});
  ranges_ = std::move(gaps);
}

void CharSet::normalize() {
  std::sort(ranges_.begin(), ranges_.end());
  size_t kept = 0;
  for (const Range& range : ranges_) {
    if (kept > 0 && range.first <= ranges_[kept - 1].last + 1) {
      ranges_[kept - 1].last = std::max(ranges_[kept - 1].last, range.last);
    } else {
      ranges_[kept++] = range;
    }
  }
  ranges_.resize(kept);
}

}  // namespace pydantic_core::regex
