// host/cpython/hashing/scrypt.h: scrypt (RFC 7914).
#pragma once

#include <cstdint>

#include "cpython/hashing/pbkdf2.h"

namespace host::hashing {

struct Costs {
  uint64_t n;
  uint64_t r;
  uint64_t p;
};

/// The memory that `scrypt` needs, in bytes; 0 if the costs are invalid or it would be more than
/// `most`.
uint64_t scrypt_memory(const Costs& costs, uint64_t most);

/// Fills `out` with the key. `memory` has as many bytes as scrypt_memory() returned.
void scrypt(Span password, Span salt, const Costs& costs, uint32_t* memory, uint8_t* out,
            size_t size);

}  // namespace host::hashing
