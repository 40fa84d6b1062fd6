// The slow half of writer.h: strings that need escapes, and numbers that are not finite.
#include "json/writer.h"

#include <cmath>

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

void append_unit(Buffer& out, uint32_t unit) {
  const char text[] = {
      '\\', 'u', kHex[unit >> 12], kHex[unit >> 8 & 15], kHex[unit >> 4 & 15], kHex[unit & 15]};
  out.append({text, sizeof text});
}

void append_escape(Buffer& out, char c) {
  const char escape = escape_of(c);
  if (escape == 'u') return append_unit(out, static_cast<unsigned char>(c));
  const char text[] = {'\\', escape};
  out.append({text, sizeof text});
}

void append_code_point(Buffer& out, char32_t c) {
  if (c < 0x10000) return append_unit(out, c);
  append_unit(out, 0xD800 + ((c - 0x10000) >> 10));
  append_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
}

/// Writes `text` in quotes; clean runs are copied whole.
template <bool kAscii>
void write_runs(Buffer& out, std::string_view text) {
  out.append('"');
  const char* p = text.data();
  const char* const end = p + text.size();
  while (p < end) {
    const char* run = p;
    while (p < end && !escape_of(*p) && !(kAscii && static_cast<signed char>(*p) < 0)) ++p;
    out.append({run, static_cast<size_t>(p - run)});
    if (p == end) break;
    if (kAscii && static_cast<signed char>(*p) < 0) {
      append_code_point(out, utf8::decode(p));
    } else {
      append_escape(out, *p++);
    }
  }
  out.append('"');
}

}  // namespace

void writer_detail::write_escaped(Buffer& out, std::string_view text) {
  write_runs<false>(out, text);
}

void write_ascii_string(Buffer& out, std::string_view text) {
  if (utf8::is_ascii(text)) return write_string(out, text);
  write_runs<true>(out, text);
}

void write_double(Buffer& out, double value) {
  if (!std::isfinite(value)) [[unlikely]] {
    return out.append(std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
  }
  if (char* p = out.reserve(kMaxNumberText)) [[likely]]
    out.commit(write_double(p, value));
}

}  // namespace pydantic_core::json
