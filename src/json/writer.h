// json/writer.h: JSON out: strings with upstream's escapes, numbers, and the punctuation of the
// compact and the indented layout, written to a Buffer.
//
// The string path is tuned for what models hold, short text without escapes: it is copied and
// checked at once, with overlapping words instead of a loop over the tail, and only what fails the
// check is written again byte by byte.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "json/buffer.h"
#include "json/number_text.h"
#include "json/plain_text.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace pydantic_core::json {

namespace writer_detail {

using json::unclean;  // of eight bytes

#if defined(__SSE2__)
/// A bit for each of sixteen bytes that must be escaped.
inline uint32_t unclean(__m128i block) {
  const __m128i limit = _mm_set1_epi8(0x1F);
  const __m128i control = _mm_cmpeq_epi8(_mm_max_epu8(block, limit), limit);
  const __m128i special = _mm_or_si128(_mm_cmpeq_epi8(block, _mm_set1_epi8('"')),
                                       _mm_cmpeq_epi8(block, _mm_set1_epi8('\\')));
  return static_cast<uint32_t>(_mm_movemask_epi8(_mm_or_si128(control, special)));
}
#endif

/// Whether no byte of two words must be escaped.
inline bool are_clean(uint64_t first, uint64_t second) {
#if defined(__SSE2__)
  return unclean(_mm_set_epi64x(static_cast<int64_t>(second), static_cast<int64_t>(first))) == 0;
#else
  return (unclean(first) | unclean(second)) == 0;
#endif
}

/// Copies the sixteen bytes at `from` to `to`, and returns how many of them come before the first
/// that must be escaped.
inline size_t copy_block(char* to, const char* from) {
#if defined(__SSE2__)
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), block);
  return static_cast<size_t>(std::countr_zero(unclean(block) | 0x10000));
#elif defined(__wasm_simd128__)
  const v128_t block = wasm_v128_load(from);
  wasm_v128_store(to, block);
  const v128_t control = wasm_u8x16_lt(block, wasm_u8x16_splat(0x20));
  const v128_t special = wasm_v128_or(wasm_i8x16_eq(block, wasm_i8x16_splat('"')),
                                      wasm_i8x16_eq(block, wasm_i8x16_splat('\\')));
  const uint32_t mask = wasm_i8x16_bitmask(wasm_v128_or(control, special));
  return static_cast<size_t>(std::countr_zero(mask | 0x10000));
#else
  uint64_t words[2];
  std::memcpy(words, from, 16);
  std::memcpy(to, words, 16);
  const uint64_t first = unclean(words[0]);
  const uint64_t second = unclean(words[1]);
  if ((first | second) == 0) return 16;
  return static_cast<size_t>(first ? std::countr_zero(first) : 64 + std::countr_zero(second)) / 8;
#endif
}

/// Copies `count` bytes; false when some of them must be escaped. Blocks at the end overlap.
inline bool copy_clean(char* to, const char* from, size_t count) {
  if (count >= 16) {
    for (size_t i = 0; i + 16 < count; i += 16) {
      if (copy_block(to + i, from + i) < 16) return false;
    }
    return copy_block(to + count - 16, from + count - 16) == 16;
  }
  uint64_t first = 0;
  uint64_t last = 0;
  if (count >= 8) {
    std::memcpy(&first, from, 8);
    std::memcpy(&last, from + count - 8, 8);
    std::memcpy(to, &first, 8);
    std::memcpy(to + count - 8, &last, 8);
    return are_clean(first, last);
  }
  // Fewer than eight bytes are checked as one word, which is padded with spaces or has bytes twice.
  constexpr uint64_t kSpaces = 0x2020202020202020;
  if (count >= 4) {
    uint32_t head;
    uint32_t tail;
    std::memcpy(&head, from, 4);
    std::memcpy(&tail, from + count - 4, 4);
    std::memcpy(to, &head, 4);
    std::memcpy(to + count - 4, &tail, 4);
    return unclean(head | uint64_t{tail} << 32) == 0;
  }
  if (count == 0) return true;
  first = kSpaces;
  for (size_t i = 0; i < count; ++i) {
    to[i] = from[i];
    first = first << 8 | static_cast<unsigned char>(from[i]);
  }
  return unclean(first) == 0;
}

/// Writes the string with its quotes, knowing that it needs escapes.
void write_escaped(Buffer& out, std::string_view text);

}  // namespace writer_detail

/// Writes `text` (valid UTF-8) in quotes at `at`, where there is room for text.size() + 2 bytes.
/// Returns the end; nullptr when a byte must be escaped.
inline char* write_clean_string(char* at, std::string_view text) {
  *at++ = '"';
  if (!writer_detail::copy_clean(at, text.data(), text.size())) [[unlikely]]
    return nullptr;
  at += text.size();
  *at++ = '"';
  return at;
}

/// Appends `text` (valid UTF-8) in quotes, escaped. `at` is what out.reserve(text.size() + 2)
/// returned.
inline void write_string_at(Buffer& out, char* at, std::string_view text) {
  if (char* end = write_clean_string(at, text)) [[likely]] {
    out.commit(end);
  } else {
    out.commit(at);
    writer_detail::write_escaped(out, text);
  }
}
/// Appends `text` (valid UTF-8) in quotes, escaped.
inline void write_string(Buffer& out, std::string_view text) {
  if (char* at = out.reserve(text.size() + 2)) [[likely]]
    write_string_at(out, at, text);
}

/// The same with everything beyond ASCII as \u escapes.
void write_ascii_string(Buffer& out, std::string_view text);

template <typename Integer>
void write_integer(Buffer& out, Integer value) {
  if (char* p = out.reserve(kMaxNumberText)) [[likely]]
    out.commit(write_integer(p, value));
}

/// Non-finite values as `NaN`, `Infinity`, `-Infinity`; callers that want null or a string decide
/// before.
void write_double(Buffer& out, double value);

/// Punctuation between values: compact, or with line breaks and some spaces (maybe 0) a level.
///
///     const size_t start = layout.begin(out);
///     layout.element(out);   // before each key or list element
///     write_string(out, key);
///     layout.colon(out);
///     …
///     layout.end(out, start, '{', '}');
///
/// Each element begins with a comma. The end puts the opening bracket in the place of the first
/// comma, so that no element asks whether it is the first.
class Layout {
 public:
  static Layout compact() { return Layout(false, 0); }
  static Layout indented(size_t spaces) { return Layout(true, spaces); }

  /// Begins a container. Returns where it starts, which `end` needs.
  size_t begin(const Buffer& out) {
    ++level_;
    return out.size();
  }
  void element(Buffer& out) {
    out.append(',');
    if (pretty_) [[unlikely]]
      break_line(out);
  }
  void colon(Buffer& out) {
    out.append(':');
    if (pretty_) [[unlikely]]
      out.append(' ');
  }
  [[gnu::always_inline]] void end(Buffer& out, size_t start, char open, char close) {
    --level_;
    if (out.size() == start) {
      out.append(open);
    } else {
      out.set(start, open);
      if (pretty_) [[unlikely]]
        break_line(out);
    }
    out.append(close);
  }

 private:
  Layout(bool pretty, size_t spaces) : pretty_(pretty), spaces_(spaces) {}

  void break_line(Buffer& out) {
    out.append('\n');
    out.append_repeated(' ', spaces_ * level_);
  }

  bool pretty_;
  size_t spaces_;
  size_t level_ = 0;
};

}  // namespace pydantic_core::json
