// base/utf8.h: UTF-8 without Python: scanning, exact validation, and transcoding to the fixed-width
// forms that CPython's strings use. The scans are word-wise because every string of every JSON text
// passes through one of them. Validation reports positions the way upstream's does (Rust's
// from_utf8), since those positions end up in error messages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace pydantic_core::utf8 {

inline constexpr uint64_t kHighBits = 0x8080808080808080ull;

inline uint64_t load64(const char* p) {
  uint64_t word;
  std::memcpy(&word, p, sizeof word);
  return word;
}

inline uint32_t load32(const char* p) {
  uint32_t word;
  std::memcpy(&word, p, sizeof word);
  return word;
}

/// A word that contains the last eight bytes, or all bytes of a shorter text, some of them twice.
/// For texts of one length, the words are equal if and only if these bytes are.
inline uint64_t last_bytes(const char* p, size_t n) {
  if (n >= 8) return load64(p + n - 8);
  if (n >= 4) return uint64_t{load32(p)} << 32 | load32(p + n - 4);
  if (n == 0) return 0;
  // Three loads cover one, two or three bytes without a loop.
  const auto at = [p](size_t i) { return uint64_t{static_cast<unsigned char>(p[i])}; };
  return at(0) << 16 | at(n / 2) << 8 | at(n - 1);
}

/// Whether `n` bytes are equal. For texts that are mostly short, for which a call of memcmp would
/// cost more than the comparison.
inline bool is_same(const char* a, const char* b, size_t n) {
  for (size_t i = 0; i + 8 < n; i += 8) {
    if (load64(a + i) != load64(b + i)) return false;
  }
  return last_bytes(a, n) == last_bytes(b, n);
}

/// True when every byte is below 0x80. Short strings take two overlapping loads and no loop.
inline bool is_ascii(std::string_view text) {
  const char* p = text.data();
  const size_t n = text.size();
  if (n >= 8) {
    uint64_t seen = 0;
    size_t i = 0;
    for (; i + 32 <= n; i += 32) {
      seen = load64(p + i) | load64(p + i + 8) | load64(p + i + 16) | load64(p + i + 24);
      if (seen & kHighBits) return false;
    }
    for (; i + 8 <= n; i += 8) seen |= load64(p + i);
    return ((seen | load64(p + n - 8)) & kHighBits) == 0;
  }
  return (last_bytes(p, n) & kHighBits) == 0;
}

/// What `check` found: the text is valid up to `valid_up_to`; when that is not the whole text,
/// `incomplete` says whether what follows is only the beginning of a sequence cut off by the end.
struct Checked {
  size_t valid_up_to;
  bool incomplete;
};

/// Validates `text` (no surrogates, no overlong forms, nothing above U+10FFFF).
Checked check(std::string_view text);

/// Whether all of it is valid.
bool is_valid(std::string_view text);

/// The code points of a text: how many there are, and how wide the widest is.
struct Census {
  size_t code_points;
  bool beyond_latin1;  ///< above U+00FF
  bool beyond_bmp;     ///< above U+FFFF
};
/// Precondition: the text is valid.
Census census(std::string_view text);

/// The code point at `p`, which must begin a valid sequence; moves `p` past it.
inline char32_t decode(const char*& p) {
  auto at = [&](int i) { return static_cast<char32_t>(static_cast<unsigned char>(p[i])); };
  const char32_t lead = at(0);
  if (lead < 0x80) {
    p += 1;
    return lead;
  }
  if (lead < 0xE0) {
    const char32_t c = (lead & 0x1F) << 6 | (at(1) & 0x3F);
    p += 2;
    return c;
  }
  if (lead < 0xF0) {
    const char32_t c = (lead & 0x0F) << 12 | (at(1) & 0x3F) << 6 | (at(2) & 0x3F);
    p += 3;
    return c;
  }
  const char32_t c =
      (lead & 0x07) << 18 | (at(1) & 0x3F) << 12 | (at(2) & 0x3F) << 6 | (at(3) & 0x3F);
  p += 4;
  return c;
}

/// Decodes all of a valid text whose code points fit into a Unit. `out` has room for as many as
/// there are.
template <class Unit>
void decode_all(std::string_view text, Unit* out) {
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    if (end - at >= 8 && (load64(at) & kHighBits) == 0) {
      for (int i = 0; i < 8; ++i) out[i] = static_cast<Unit>(static_cast<unsigned char>(at[i]));
      at += 8;
      out += 8;
    } else {
      *out++ = static_cast<Unit>(decode(at));
    }
  }
}

/// Writes `code_point` (a scalar value: not a surrogate, at most U+10FFFF) and returns the number
/// of bytes, 1 to 4. `out` has room for as many.
inline size_t encode(char32_t c, char* out) {
  auto put = [&](size_t i, char32_t value) { out[i] = static_cast<char>(value); };
  if (c < 0x80) {
    put(0, c);
    return 1;
  }
  if (c < 0x800) {
    put(0, 0xC0 | c >> 6);
    put(1, 0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    put(0, 0xE0 | c >> 12);
    put(1, 0x80 | (c >> 6 & 0x3F));
    put(2, 0x80 | (c & 0x3F));
    return 3;
  }
  put(0, 0xF0 | c >> 18);
  put(1, 0x80 | (c >> 12 & 0x3F));
  put(2, 0x80 | (c >> 6 & 0x3F));
  put(3, 0x80 | (c & 0x3F));
  return 4;
}

}  // namespace pydantic_core::utf8
