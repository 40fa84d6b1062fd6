// regex/char_set.h: a set of code points as sorted, disjoint ranges that do not touch.
#pragma once

#include <cstdint>
#include <vector>

namespace pydantic_core::regex {

constexpr uint32_t kMaxCodePoint = 0x10FFFF;

struct Range {
  uint32_t first = 0;
  uint32_t last = 0;

  bool operator==(const Range&) const = default;
  auto operator<=>(const Range&) const = default;
};

class CharSet {
 public:
  CharSet() = default;
  CharSet(std::initializer_list<Range> ranges) {
    for (const Range& range : ranges) add(range.first, range.last);
  }

  const std::vector<Range>& ranges() const { return ranges_; }
  bool empty() const { return ranges_.empty(); }
  bool contains(uint32_t c) const;

  /// Adds the code points from `first` to `last`. Precondition: first <= last <= kMaxCodePoint.
  void add(uint32_t first, uint32_t last);
  void add(const CharSet& other);
  void intersect(const CharSet& other);
  void subtract(const CharSet& other);
  void symmetric_difference(const CharSet& other);
  /// The complement within 0..limit.
  void negate(uint32_t limit);

 private:
  void normalize();

  std::vector<Range> ranges_;
};

}  // namespace pydantic_core::regex
