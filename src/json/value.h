// json/value.h: a parsed JSON value: one pointer into an array of values as yyjson lays them out,
// with everything the walker needs inline. Containers hold their values contiguously, each nested
// container after its head, so that stepping to the next sibling is one addition; nothing here
// allocates or can fail.
//
// Numbers follow upstream: integers of any size stay integers, a number with a fraction or an
// exponent is a double, and one too large for a double is infinite.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include "base/edition.h"
#include "json/eight_digits.h"
#include "yyjson.h"

namespace pydantic_core::json {

enum class Kind : uint8_t {
  null,
  boolean,
  int64,    ///< an integer that fits int64_t
  uint64,   ///< an integer above INT64_MAX that fits uint64_t
  big_int,  ///< any other integer; `as_big_text` has its digits
  floating,
  string,
  array,
  object,
};

namespace value_detail {

constexpr Kind kind_of(size_t tag) {
  switch (tag & YYJSON_TYPE_MASK) {
    case YYJSON_TYPE_RAW:
      return Kind::big_int;
    case YYJSON_TYPE_BOOL:
      return Kind::boolean;
    case YYJSON_TYPE_NUM:
      return (tag & YYJSON_SUBTYPE_MASK) == YYJSON_SUBTYPE_UINT   ? Kind::uint64
             : (tag & YYJSON_SUBTYPE_MASK) == YYJSON_SUBTYPE_SINT ? Kind::int64
                                                                  : Kind::floating;
    case YYJSON_TYPE_STR:
      return Kind::string;
    case YYJSON_TYPE_ARR:
      return Kind::array;
    case YYJSON_TYPE_OBJ:
      return Kind::object;
    default:
      return Kind::null;
  }
}

/// `kind_of` for each type and subtype, so that `kind` is a load and not a switch.
struct KindTable {
  Kind of[32];
  constexpr KindTable() : of{} {
    for (size_t tag = 0; tag < 32; ++tag) of[tag] = kind_of(tag);
  }
};
inline constexpr KindTable kKinds;

}  // namespace value_detail

class ArrayRange;
class ObjectRange;

/// A value where it lies in its document: what a Value points to.
using Node = yyjson_val;

class Value {
 public:
  /// No value yet.
  Value() = default;
  explicit Value(const yyjson_val* raw) : raw_(raw) {}

  Kind kind() const {
    const Kind kind = value_detail::kKinds.of[tag() & 0x1F];
    return kind == Kind::big_int || kind == Kind::uint64 ? refine(kind) : kind;
  }

  bool is_null() const { return type() == YYJSON_TYPE_NULL; }
  bool is_string() const { return type() == YYJSON_TYPE_STR; }
  bool is_array() const { return type() == YYJSON_TYPE_ARR; }
  bool is_object() const { return type() == YYJSON_TYPE_OBJ; }

  // NOLINTBEGIN(clang-analyzer-core.*): that a value of some kind has what its accessors read is
  // more than the analyzer can see.

  // Precondition of each accessor below: the value is of its kind.

  bool as_bool() const { return (tag() & YYJSON_SUBTYPE_MASK) == YYJSON_SUBTYPE_TRUE; }
  int64_t as_int64() const { return raw_->uni.i64; }
  uint64_t as_uint64() const { return raw_->uni.u64; }
  /// An optional '-' and decimal digits.
  std::string_view as_big_text() const { return bytes(); }
  double as_double() const {
    if (type() == YYJSON_TYPE_NUM) return raw_->uni.f64;
    // Only a number too large for a double is kept as text.
    const double inf = std::numeric_limits<double>::infinity();
    return raw_->uni.str[0] == '-' ? -inf : inf;
  }
  /// Valid UTF-8, unescaped; may contain NUL. Lives as long as the document.
  std::string_view as_string() const { return bytes(); }
  ArrayRange as_array() const;
  ObjectRange as_object() const;
  /// Number of elements of an array, of pairs of an object, of bytes of a string.
  size_t size() const { return static_cast<size_t>(raw_->tag >> YYJSON_TAG_BIT); }

  /// For int64 and uint64: true for those that upstream holds as a machine integer
  /// (kJsonIntsFill64Bits). Some validators tell.
  bool is_small_int() const {
    if (kJsonIntsFill64Bits) return kind() == Kind::int64;
    const bool negative = (tag() & YYJSON_SUBTYPE_MASK) == YYJSON_SUBTYPE_SINT;
    const uint64_t magnitude = negative ? 0 - raw_->uni.u64 : raw_->uni.u64;
    return magnitude < 1'000'000'000'000'000'000;
  }

  const yyjson_val* raw() const { return raw_; }
  /// How many Nodes this value and all that it contains take up.
  size_t span() const { return static_cast<size_t>(next(raw_) - raw_); }

 private:
  friend class ArrayRange;
  friend class ObjectRange;

  uint8_t tag() const { return static_cast<uint8_t>(raw_->tag); }
  uint8_t type() const { return tag() & YYJSON_TYPE_MASK; }
  std::string_view bytes() const { return {raw_->uni.str, size()}; }

  /// The two kinds that the tag alone does not settle.
  Kind refine(Kind kind) const {
    if (kind == Kind::uint64) {
      return raw_->uni.i64 >= 0 ? Kind::int64 : Kind::uint64;
    }
    return are_digits(bytes().substr(*raw_->uni.str == '-')) ? Kind::big_int : Kind::floating;
  }
  // NOLINTEND(clang-analyzer-core.*)

  /// The value after this one and all that it contains.
  static const yyjson_val* next(const yyjson_val* v) {
    const uint8_t container = YYJSON_TYPE_ARR & YYJSON_TYPE_OBJ;
    const bool nested = (static_cast<uint8_t>(v->tag) & container) == container;
    const size_t bytes = nested ? v->uni.ofs : sizeof(yyjson_val);
    return reinterpret_cast<const yyjson_val*>(reinterpret_cast<const char*>(v) + bytes);
  }
  const yyjson_val* first_inside() const { return raw_ + 1; }
  const yyjson_val* end_inside() const { return next(raw_); }

  const yyjson_val* raw_ = nullptr;
};

/// The elements of an array, for `for (Value element : value.as_array())`.
class ArrayRange {
 public:
  class Iterator {
   public:
    explicit Iterator(const yyjson_val* at) : at_(at) {}
    Value operator*() const { return Value(at_); }
    Iterator& operator++() {
      at_ = Value::next(at_);
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const yyjson_val* at_;
  };

  explicit ArrayRange(Value array) : array_(array) {}
  Iterator begin() const { return Iterator(array_.first_inside()); }
  Iterator end() const { return Iterator(array_.end_inside()); }
  size_t size() const { return array_.size(); }

 private:
  Value array_;
};

/// One pair of an object. The key is a string value.
struct Member {
  Value key;
  Value value;
};

/// The pairs of an object in the text's order, duplicates included.
class ObjectRange {
 public:
  class Iterator {
   public:
    explicit Iterator(const yyjson_val* key) : key_(key) {}
    Member operator*() const { return {Value(key_), Value(key_ + 1)}; }
    Iterator& operator++() {
      key_ = Value::next(key_ + 1);
      return *this;
    }
    bool operator==(const Iterator&) const = default;

   private:
    const yyjson_val* key_;
  };

  explicit ObjectRange(Value object) : object_(object) {}
  Iterator begin() const { return Iterator(object_.first_inside()); }
  Iterator end() const { return Iterator(object_.end_inside()); }
  size_t size() const { return object_.size(); }

 private:
  Value object_;
};

inline ArrayRange Value::as_array() const { return ArrayRange(*this); }
inline ObjectRange Value::as_object() const { return ObjectRange(*this); }

}  // namespace pydantic_core::json
