// host/runner/sha256.cc: HACL* is formally verified and maintained, and is part of CPython's source
// tree, which is pinned anyway.

#include "sha256.h"

#include "Hacl_Hash_SHA2.h"

namespace runner {

Digest sha256(const void* data, size_t size) {
  Digest digest;
  auto* bytes = static_cast<uint8_t*>(const_cast<void*>(data));  // only read
  Hacl_Hash_SHA2_hash_256(digest.data(), bytes, static_cast<uint32_t>(size));
  return digest;
}

}  // namespace runner
