// base/siphash.h: SipHash-1-3 with a key of zeros, the function of Rust's DefaultHasher. What
// hash() returns in Python is therefore the same number as upstream's.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pydantic_core {

namespace siphash_detail {

struct State {
  uint64_t v0 = 0x736f6d6570736575, v1 = 0x646f72616e646f6d, v2 = 0x6c7967656e657261,
           v3 = 0x7465646279746573;

  void round() {
    v0 += v1, v1 = std::rotl(v1, 13) ^ v0, v0 = std::rotl(v0, 32);
    v2 += v3, v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3, v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1, v1 = std::rotl(v1, 17) ^ v2, v2 = std::rotl(v2, 32);
  }
  void add(uint64_t word) {
    v3 ^= word;
    round();
    v0 ^= word;
  }
};

/// Up to eight bytes as a little-endian number.
inline uint64_t word_of(std::string_view bytes) {
  uint64_t word = 0;
  for (size_t i = bytes.size(); i-- > 0;) word = word << 8 | static_cast<unsigned char>(bytes[i]);
  return word;
}

}  // namespace siphash_detail

/// SipHash-1-3 of the bytes with a key of zeros.
inline uint64_t siphash13(std::string_view bytes) {
  siphash_detail::State state;
  const uint64_t length = bytes.size();
  for (; bytes.size() >= 8; bytes.remove_prefix(8))
    state.add(siphash_detail::word_of(bytes.substr(0, 8)));
  state.add(length << 56 | siphash_detail::word_of(bytes));
  state.v2 ^= 0xff;
  for (int i = 0; i < 3; ++i) state.round();
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

}  // namespace pydantic_core
