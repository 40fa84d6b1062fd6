// py/json_shape.h: which keys the objects of JSON have.
//
// JSON repeats the keys of its objects as it repeats strings: the items of an array mostly have
// those of the item before. What keys an object has, and in which order, is its shape. For a shape
// that is met again a blank is kept (layout/blank_dict.h), of which a dict is made at once: no key
// is looked up or inserted. Which shape the last object had at a place of a text (item of this,
// third value of that) is kept too: there its keys are expected, and compared with the text.
#pragma once

#include "py/layout/blank_dict.h"
#include "py/str.h"

namespace pydantic_core::py {

/// A place in JSON text, as a number: the same for all items of an array. Two places may share one.
using JsonPlace = uint64_t;
inline constexpr JsonPlace kWholeText = 0;
/// The place of a value inside the container at `place`. `number` counts the values of an object
/// from 1, and is 0 for all items of an array.
inline JsonPlace place_within(JsonPlace place, uint64_t number) {
  const JsonPlace inner = (place ^ (number + 1)) * 0x9E3779B97F4A7C15u;
  return inner ^ inner >> 32;
}

/// The shape of one object, looked up among those kept for all threads. One thread uses it.
class JsonShape {
 public:
  JsonShape() = default;
  /// The shape that is expected at that place, if there is a blank for it.
  explicit JsonShape(JsonPlace place);
  /// The shape of the object with these keys.
  JsonShape(const Ref* keys, uint32_t count);

  /// Whether there is a blank for it.
  explicit operator bool() const { return static_cast<bool>(blank_); }
  /// The keys of the blank. All are ASCII, and JSON writes them without escapes.
  uint32_t size() const { return count_; }
  Borrowed key(uint32_t i) const { return pairs_[i].key; }
  /// A dict of these values, one for each key: BlankDict::fill.
  Ref fill(Ref* values) const { return blank_.fill(values); }

  /// Expects it at that place from now on.
  void expect_at(JsonPlace place) const;
  /// Keeps a blank if the shape, that of these keys, has been met before, and no key comes twice.
  /// `dict` was made of the object. False with MemoryError set.
  [[nodiscard]] bool keep_if_again(Borrowed dict, const Ref* keys, uint32_t count) const;

 private:
  void share(const BlankDict& blank);
  bool has_keys(const Ref* keys, uint32_t count) const;

  uint64_t hash_ = 0;
  bool again_ = false;
  BlankDict blank_;
  const DictPair* pairs_ = nullptr;  // of the blank
  uint32_t count_ = 0;
};

}  // namespace pydantic_core::py
