// json/writer.cc: the slow half of writer.h: strings that need escapes, and numbers that are not
// finite.
#include "json/writer.h"

#include <cmath>
#include <cstring>

#include "base/utf8.h"

namespace pydantic_core::json {
namespace {

constexpr char kHex[] = "0123456789abcdef";

/// What each byte below 0x80 becomes: 0 itself, 'u' a \u escape, else the letter after a backslash.
struct Escapes {
  char of[128] = {};
  constexpr Escapes() {
    for (int c = 0; c < 0x20; ++c) of[c] = 'u';
    of['"'] = '"';
    of['\\'] = '\\';
    of['\b'] = 'b';
    of['\f'] = 'f';
    of['\n'] = 'n';
    of['\r'] = 'r';
    of['\t'] = 't';
  }
};
constexpr Escapes kEscapes;

char escape_of(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x80 ? kEscapes.of[byte] : '\0';
}

constexpr size_t kMaxEscape = 6;

char* put_unit(char* out, uint32_t unit) {
  const char text[] = {
      '\\', 'u', kHex[unit >> 12], kHex[unit >> 8 & 15], kHex[unit >> 4 & 15], kHex[unit & 15]};
  std::memcpy(out, text, sizeof text);
  return out + sizeof text;
}

/// The escape of a byte that needs one.
char* put_escape(char* out, char c) {
  const char escape = escape_of(c);
  if (escape == 'u') return put_unit(out, static_cast<unsigned char>(c));
  out[0] = '\\';
  out[1] = escape;
  return out + 2;
}

char* put_code_point(char* out, char32_t c) {
  if (c < 0x10000) return put_unit(out, c);
  out = put_unit(out, 0xD800 + ((c - 0x10000) >> 10));
  return put_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
}

}  // namespace

void writer_detail::write_escaped(Buffer& out, std::string_view text) {
  const char* p = text.data();
  const char* const end = p + text.size();
  out.append('"');
  // Each round makes room for what is left if nothing more of it is escaped, copies up to the next
  // byte that is, and escapes that one.
  while (true) {
    char* to = out.reserve(static_cast<size_t>(end - p) + kMaxEscape + 1);
    if (!to) return;
    // Whole blocks advance by a constant. If they advanced by `clean`, each would wait for the one
    // before.
    size_t clean = 16;
    for (; end - p >= 16 && (clean = copy_block(to, p)) == 16; p += 16) to += 16;
    if (clean < 16) {
      to += clean;
      p += clean;
    } else {
      while (p < end && !escape_of(*p)) *to++ = *p++;
    }
    if (p == end) {
      *to++ = '"';
      return out.commit(to);
    }
    out.commit(put_escape(to, *p++));
  }
}

void write_ascii_string(Buffer& out, std::string_view text) {
  if (utf8::is_ascii(text)) return write_string(out, text);
  const char* p = text.data();
  const char* const end = p + text.size();
  out.append('"');
  while (p < end) {
    char* to = out.reserve(2 * kMaxEscape);
    if (!to) return;
    if (static_cast<signed char>(*p) < 0) {
      to = put_code_point(to, utf8::decode(p));
    } else if (escape_of(*p)) {
      to = put_escape(to, *p++);
    } else {
      *to++ = *p++;
    }
    out.commit(to);
  }
  out.append('"');
}

void write_double(Buffer& out, double value) {
  if (!std::isfinite(value)) [[unlikely]] {
    return out.append(std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
  }
  if (char* p = out.reserve(kMaxNumberText)) [[likely]]
    out.commit(write_double(p, value));
}

}  // namespace pydantic_core::json
