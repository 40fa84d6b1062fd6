// An array of JSON values that owns what it holds: for what must outlive the document that was
// read, and for arrays that stand in no text.
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

  /// The array; lives as long as this. Only once it is filled.
  Value value() const { return Value(values_); }

 private:
  /// Room for the head, `count` values and `text` bytes behind them; writes the head of an array of
  /// `size`. Returns where the bytes go, or null.
  char* allocate(size_t size, size_t count, size_t text);

  yyjson_val* values_ = nullptr;  // the array's head, and behind it all values, then their text
};

}  // namespace pydantic_core::json
