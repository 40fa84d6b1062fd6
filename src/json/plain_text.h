// json/plain_text.h: plain text, which JSON writes without escapes: all but quotes, backslashes and
// control characters. It is examined 16 bytes at a time where the machine has such instructions.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/utf8.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace pydantic_core::json {

inline bool is_plain_byte(char c) {
  return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

/// Nonzero when one of eight bytes is not plain. The lowest set bit lies in the first such byte.
inline uint64_t unclean(uint64_t word) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  const uint64_t quote = word ^ (kOnes * '"');
  const uint64_t backslash = word ^ (kOnes * '\\');
  return (((word - kOnes * 0x20) & ~word) | ((quote - kOnes) & ~quote) |
          ((backslash - kOnes) & ~backslash)) &
         (kOnes << 7);
}

/// Whether JSON writes `text` without escapes.
inline bool is_plain(std::string_view text) {
  const char* const at = text.data();
  const size_t size = text.size();
  for (size_t i = 0; i + 8 < size; i += 8) {
    if (unclean(utf8::load64(at + i)) != 0) return false;
  }
  if (size == 0) return true;
  // Three bytes at least: spaces take the place of the others.
  const uint64_t spaces = size < 4 ? 0x2020202020000000 : 0;
  return unclean(utf8::last_bytes(at, size) | spaces) == 0;
}

/// How many bytes plain_prefix examines.
inline constexpr size_t kPlainBlock = 16;

/// The bytes before the first that is not plain: how many there are, and whether they are ASCII.
struct PlainPrefix {
  uint32_t size;
  bool ascii;
};

namespace plain_text_detail {

/// The prefix, from two masks of one bit a byte: bytes that are not plain, and bytes beyond ASCII.
inline PlainPrefix prefix_of(uint32_t stops, uint32_t high) {
  const auto size = static_cast<uint32_t>(std::countr_zero(stops | 0x10000u));
  return {size, (high & ((1u << size) - 1)) == 0};
}

/// The top bits of eight bytes, side by side.
inline uint32_t top_bits(uint64_t word) {
  return static_cast<uint32_t>((((word & utf8::kHighBits) >> 7) * 0x0102040810204080) >> 56);
}

/// plain_prefix for machines without blocks of sixteen bytes.
inline PlainPrefix by_words(const char* block) {
  const uint64_t first = utf8::load64(block);
  const uint64_t second = utf8::load64(block + 8);
  // Bits above the first unclean byte of a word may be wrong; prefix_of ignores them.
  return prefix_of(top_bits(unclean(first)) | top_bits(unclean(second)) << 8,
                   top_bits(first) | top_bits(second) << 8);
}

}  // namespace plain_text_detail

inline PlainPrefix plain_prefix(const char* block) {
#if defined(__SSE2__)
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block));
  const __m128i limit = _mm_set1_epi8(0x1F);
  const __m128i control = _mm_cmpeq_epi8(_mm_max_epu8(bytes, limit), limit);
  const __m128i special = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                       _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\')));
  return plain_text_detail::prefix_of(
      static_cast<uint32_t>(_mm_movemask_epi8(_mm_or_si128(control, special))),
      static_cast<uint32_t>(_mm_movemask_epi8(bytes)));
#elif defined(__wasm_simd128__)
  const v128_t bytes = wasm_v128_load(block);
  const v128_t control = wasm_u8x16_lt(bytes, wasm_u8x16_splat(0x20));
  const v128_t special = wasm_v128_or(wasm_i8x16_eq(bytes, wasm_i8x16_splat('"')),
                                      wasm_i8x16_eq(bytes, wasm_i8x16_splat('\\')));
  return plain_text_detail::prefix_of(wasm_i8x16_bitmask(wasm_v128_or(control, special)),
                                      wasm_i8x16_bitmask(bytes));
#else
  return plain_text_detail::by_words(block);
#endif
}

/// How many bytes of `text` come before the first that is not plain, or lie in whole blocks.
/// `ascii` becomes false where they are not ASCII.
inline size_t plain_blocks(std::string_view text, bool& ascii) {
  size_t size = 0;
  while (text.size() - size >= kPlainBlock) {
    const PlainPrefix plain = plain_prefix(text.data() + size);
    ascii &= plain.ascii;
    size += plain.size;
    if (plain.size < kPlainBlock) break;
  }
  return size;
}

}  // namespace pydantic_core::json
