// py/json_shape.h: which keys the objects of JSON have.
//
// JSON repeats the keys of its objects as it repeats strings: the items of an array mostly have
// those of the item before. What keys an object has, and in which order, is its shape. For a shape
// that is met again a blank is kept (layout/blank_dict.h), of which a dict is made at once: the
// keys are compared in place, none is looked up or inserted.
#pragma once

#include "json/value.h"
#include "py/layout/blank_dict.h"

namespace pydantic_core::py {

/// The shape of one object, looked up among those kept for all threads.
class JsonShape {
 public:
  JsonShape() = default;
  explicit JsonShape(json::Value object);
  /// Whether there is a blank for it.
  explicit operator bool() const { return static_cast<bool>(blank_); }
  /// A dict of these values, one for each key: BlankDict::fill.
  Ref fill(Ref* values) const { return blank_.fill(values); }
  /// Keeps a blank if the shape has been met before, and no key comes twice. `dict` was made of the
  /// object, which has `size` pairs. False with MemoryError set.
  [[nodiscard]] bool keep_if_again(Borrowed dict, size_t size) const;

 private:
  uint64_t hash_ = 0;
  bool again_ = false;
  BlankDict blank_;
};

}  // namespace pydantic_core::py
