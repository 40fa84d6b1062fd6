// host/runner/sha256.h: SHA-256, by the verified code of HACL* that CPython's `hashlib` has too.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace runner {

using Digest = std::array<uint8_t, 32>;

/// Precondition: size is below 4 GiB.
Digest sha256(const void* data, size_t size);

}  // namespace runner
