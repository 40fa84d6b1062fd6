// json/owned_array.h: an array of JSON values that owns its content: for values that must outlive
// their document, and for arrays that no text contains.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include "json/value.h"

namespace pydantic_core::json {

class OwnedArray {
 public:
  OwnedArray() = default;
  OwnedArray(const OwnedArray&) = delete;
  OwnedArray& operator=(const OwnedArray&) = delete;
  ~OwnedArray();

  // Each fills an empty array once, and returns false when memory ran out.

  /// A copy of an array and all in it.
  [[nodiscard]] bool copy(Value array);
  /// The keys of an object, duplicates included.
  [[nodiscard]] bool copy_keys(Value object);
  /// The characters of UTF-8 text, each a string.
  [[nodiscard]] bool copy_characters(std::string_view text);

  /// The array, valid as long as this object lives. Precondition: it has been filled.
  Value value() const { return Value(values_); }

 private:
  /// Allocates the head, `count` values and `text` bytes behind them, and writes the head of an
  /// array of `size` elements. Returns where the bytes go; null when memory ran out.
  char* allocate(size_t size, size_t count, size_t text);

  yyjson_val* values_ = nullptr;  // the array's head, and behind it all values, then their text
};

}  // namespace pydantic_core::json
