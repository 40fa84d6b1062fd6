// url/settled_name.cc: see settled_name.h.
#include "settled_name.h"

#include <algorithm>
#include <array>

#include "ada.h"
#include "ascii_domain.h"
#include "base/utf8.h"

namespace pydantic_core::url {
namespace {

/// Every character, or every second one, from one to another.
struct Settled {
  char32_t first;
  char32_t last;
  char32_t step = 1;
};

/// Small letters of the scripts that have them, and what is written in Chinese, Japanese and
/// Korean.
constexpr Settled kSettled[] = {
    {0x4E00, 0x9FFF},                          // Chinese
    {0x3041, 0x3096},    {0x30A1, 0x30FA},     // Japanese
    {0xAC00, 0xD7A3},                          // Korean
    {0x0430, 0x045F},    {0x0491, 0x04BF, 2},  // Cyrillic
    {0x03AC, 0x03CE},                          // Greek
    {0x00DF, 0x00F6},    {0x00F8, 0x00FF},     // Latin
    {0x0101, 0x0131, 2}, {0x0135, 0x0137, 2}, {0x013A, 0x013E, 2},
    {0x0142, 0x0148, 2}, {0x014B, 0x0177, 2}, {0x017A, 0x017E, 2},
};

bool is_settled(char32_t c) {
  return std::any_of(std::begin(kSettled), std::end(kSettled), [c](const Settled& range) {
    return c >= range.first && c <= range.last && (c - range.first) % range.step == 0;
  });
}

}  // namespace

bool settled_to_ascii(std::string_view bytes, std::string& out) {
  constexpr size_t kMost = 256;
  if (bytes.size() > kMost || !utf8::is_valid(bytes)) return false;
  std::array<char32_t, kMost> label;
  out.clear();
  out.reserve(2 * bytes.size());
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  for (;; ++at) {
    size_t size = 0;
    bool is_ascii = true;
    for (; at < end && *at != '.'; ++size) {
      const char32_t c = utf8::decode(at);
      const bool has_hyphens = c == '-' && size > 0 && label[size - 1] == '-';
      if (has_hyphens || is_forbidden(c) || (c > 0x7F && !is_settled(c))) return false;
      is_ascii &= c < 0x80;
      label[size] = to_lower(c);
    }
    if (is_ascii) {
      out.append(label.begin(), label.begin() + size);
    } else {
      out += "xn--";
      if (!ada::idna::utf32_to_punycode({label.data(), size}, out)) return false;
    }
    if (at == end) return true;
    out += '.';
  }
}

}  // namespace pydantic_core::url
