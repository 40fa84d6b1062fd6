// py/uuid.h: instances of uuid.UUID, made and read without its own (slow) Python code.
#pragma once

#include <cstdint>

#include "py/ref.h"

namespace pydantic_core::py {

/// 1 when `object` is a uuid.UUID, 0 when not (as long as `uuid` is not imported nothing is), -1
/// with an exception set.
int is_uuid(Borrowed object);
/// A new uuid.UUID of 128 bits. Empty with an exception set.
Ref make_uuid(uint64_t high, uint64_t low);
/// The int that a uuid.UUID stands for. Empty with an exception set.
Ref uuid_int(Borrowed uuid);

/// uuid.UUID, when it is imported and its instances keep their int where uuid_bits reads it; else
/// nullptr, without an exception.
PyTypeObject* plain_uuid_class();
/// The bits of an instance of that very class, without running Python code. False, without an
/// exception, when it has no int or one that does not fit.
[[nodiscard]] bool uuid_bits(Borrowed uuid, uint64_t& high, uint64_t& low);

}  // namespace pydantic_core::py
