// host/cpython/hashing/hash.h: the hashes that work block by block (MD5, SHA-1, SHA-2), over the
// block functions of the HACL code that CPython has for `hashlib`. Their state is a few words that
// are copied without an allocation, which makes PBKDF2 fast; copying an object of `hashlib`
// allocates.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "internal/Hacl_Hash_MD5.h"
#include "internal/Hacl_Hash_SHA1.h"
#include "internal/Hacl_Hash_SHA2.h"

namespace host::hashing {

// Each struct describes one hash: its state, its sizes, and how the last block contains the length.

struct Md5 {
  using Word = uint32_t;
  static constexpr size_t kBlock = 64;
  static constexpr size_t kDigest = 16;
  static constexpr bool kBigEndian = false;
  static void init(Word* state) { Hacl_Hash_MD5_init(state); }
  static void take(Word* state, uint8_t* block) { Hacl_Hash_MD5_update_multi(state, block, 1); }
  static void finish(Word* state, uint8_t* out) { Hacl_Hash_MD5_finish(state, out); }
};

struct Sha1 {
  using Word = uint32_t;
  static constexpr size_t kBlock = 64;
  static constexpr size_t kDigest = 20;
  static constexpr bool kBigEndian = true;
  static void init(Word* state) { Hacl_Hash_SHA1_init(state); }
  static void take(Word* state, uint8_t* block) { Hacl_Hash_SHA1_update_multi(state, block, 1); }
  static void finish(Word* state, uint8_t* out) { Hacl_Hash_SHA1_finish(state, out); }
};

struct Sha256 {
  using Word = uint32_t;
  static constexpr size_t kBlock = 64;
  static constexpr size_t kDigest = 32;
  static constexpr bool kBigEndian = true;
  static void init(Word* state) { Hacl_Hash_SHA2_sha256_init(state); }
  static void take(Word* state, uint8_t* block) {
    Hacl_Hash_SHA2_sha256_update_nblocks(kBlock, block, state);
  }
  static void finish(Word* state, uint8_t* out) { Hacl_Hash_SHA2_sha256_finish(state, out); }
};

struct Sha224 : Sha256 {
  static constexpr size_t kDigest = 28;
  static void init(Word* state) { Hacl_Hash_SHA2_sha224_init(state); }
  static void finish(Word* state, uint8_t* out) { Hacl_Hash_SHA2_sha224_finish(state, out); }
};

struct Sha512 {
  using Word = uint64_t;
  static constexpr size_t kBlock = 128;
  static constexpr size_t kDigest = 64;
  static constexpr bool kBigEndian = true;
  static void init(Word* state) { Hacl_Hash_SHA2_sha512_init(state); }
  static void take(Word* state, uint8_t* block) {
    Hacl_Hash_SHA2_sha512_update_nblocks(kBlock, block, state);
  }
  static void finish(Word* state, uint8_t* out) { Hacl_Hash_SHA2_sha512_finish(state, out); }
};

struct Sha384 : Sha512 {
  static constexpr size_t kDigest = 48;
  static void init(Word* state) { Hacl_Hash_SHA2_sha384_init(state); }
  static void finish(Word* state, uint8_t* out) { Hacl_Hash_SHA2_sha384_finish(state, out); }
};

/// The state of a hash. Eight words are enough for each of them.
template <class H>
struct State {
  typename H::Word words[8];
};

/// Writes the padding of the last block, from `begin` on, for a message of `size` bytes: a bit,
/// zeros, the length in bits.
template <class H>
void pad(uint8_t* block, size_t begin, uint64_t size) {
  std::memset(block + begin, 0, H::kBlock - begin);
  block[begin] = 0x80;
  for (size_t i = 0; i < 8; ++i) {
    const size_t at = H::kBigEndian ? H::kBlock - 1 - i : H::kBlock - 8 + i;
    block[at] = static_cast<uint8_t>(size * 8 >> (8 * i));
  }
}

/// Computes the hash of a message that is added in parts.
template <class H>
class Hash {
 public:
  Hash() { H::init(state_.words); }
  /// Continues from the state after one block.
  explicit Hash(const State<H>& state) : state_(state), size_(H::kBlock) {}

  void add(const uint8_t* bytes, size_t size) {
    while (size != 0) {
      const size_t begin = size_ % H::kBlock;
      const size_t part = std::min(size, H::kBlock - begin);
      std::memcpy(block_ + begin, bytes, part);
      size_ += part;
      bytes += part;
      size -= part;
      if (begin + part == H::kBlock) H::take(state_.words, block_);
    }
  }
  void finish(uint8_t* out) {
    constexpr size_t room = H::kBlock - H::kBlock / 8;  // where the length begins
    size_t begin = size_ % H::kBlock;
    if (begin >= room) {
      block_[begin] = 0x80;
      std::memset(block_ + begin + 1, 0, H::kBlock - begin - 1);
      H::take(state_.words, block_);
      pad<H>(block_, 0, size_);
      block_[0] = 0;
    } else {
      pad<H>(block_, begin, size_);
    }
    H::take(state_.words, block_);
    H::finish(state_.words, out);
  }
  const State<H>& state() const { return state_; }

 private:
  State<H> state_;
  uint64_t size_ = 0;
  uint8_t block_[H::kBlock];
};

}  // namespace host::hashing
