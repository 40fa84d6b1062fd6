// host/cpython/hashing/pbkdf2.h: PBKDF2 with HMAC (RFC 8018, RFC 2104).
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "cpython/hashing/hash.h"

namespace host::hashing {

struct Span {
  const uint8_t* data;
  size_t size;
};

/// HMAC with a key: the states of both hashes after the block of the key.
template <class H>
class Hmac {
 public:
  explicit Hmac(Span key) {
    uint8_t block[H::kBlock] = {};
    if (key.size > H::kBlock) {
      Hash<H> hash;
      hash.add(key.data, key.size);
      hash.finish(block);
    } else if (key.size != 0) {
      std::memcpy(block, key.data, key.size);
    }
    inner = after(block, 0x36);
    outer = after(block, 0x5c);
  }

  State<H> inner;
  State<H> outer;

 private:
  static State<H> after(const uint8_t* key, uint8_t mask) {
    uint8_t block[H::kBlock];
    for (size_t i = 0; i < H::kBlock; ++i) block[i] = key[i] ^ mask;
    Hash<H> hash;
    hash.add(block, H::kBlock);
    return hash.state();
  }
};

/// Fills `out` with the key.
template <class H>
void pbkdf2(Span password, Span salt, uint64_t iterations, uint8_t* out, size_t size) {
  const Hmac<H> hmac(password);
  // Each of the two hashes of an iteration takes one more block, a digest and its padding.
  uint8_t block[H::kBlock];
  uint8_t key[H::kDigest];
  for (uint32_t number = 1; size != 0; ++number) {
    const uint8_t big_endian[] = {static_cast<uint8_t>(number >> 24),
                                  static_cast<uint8_t>(number >> 16),
                                  static_cast<uint8_t>(number >> 8), static_cast<uint8_t>(number)};
    Hash<H> first(hmac.inner);
    first.add(salt.data, salt.size);
    first.add(big_endian, sizeof big_endian);
    first.finish(block);
    pad<H>(block, H::kDigest, H::kBlock + H::kDigest);
    std::memset(key, 0, sizeof key);
    for (uint64_t i = 0; i < iterations; ++i) {
      if (i != 0) {
        State<H> inner = hmac.inner;
        H::take(inner.words, block);
        H::finish(inner.words, block);
      }
      State<H> outer = hmac.outer;
      H::take(outer.words, block);
      H::finish(outer.words, block);
      for (size_t j = 0; j < H::kDigest; ++j) key[j] ^= block[j];
    }
    const size_t part = std::min(size, H::kDigest);
    std::memcpy(out, key, part);
    out += part;
    size -= part;
  }
}

}  // namespace host::hashing
