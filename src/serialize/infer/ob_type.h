// serialize/infer/ob_type.h: what a value is, for serialization by type.
//
// Exact types come first, by comparing pointers; then what has a serializer of its own,
// dataclasses, enums and iterators; then the bases of the type. That order decides what a class
// that is several of these at once counts as.
#pragma once

#include "py/ref.h"

namespace pydantic_core {

enum class ObType : uint8_t {
#define LEAF(name, detection, key, json, jsonable) name,
#include "serialize/infer/ob_types.def"
};

/// Attributes and classes that raise when they are asked count as not there. False with MemoryError
/// set.
[[nodiscard]] bool find_ob_type(Borrowed value, ObType& out);

/// Whether `value` is a decimal.Decimal, a fractions.Fraction, or a uuid.UUID. An exception is set,
/// and the answer no, only for want of memory.
bool is_decimal(Borrowed value);
bool is_fraction(Borrowed value);
bool is_uuid(Borrowed value);

}  // namespace pydantic_core
