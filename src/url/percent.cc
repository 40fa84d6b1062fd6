// url/percent.cc: percent-encoding.
#include "percent.h"

#include <algorithm>

namespace pydantic_core::url {

void percent_encode(std::string_view text, const EncodeSet& set, std::string& out) {
  constexpr char kHex[] = "0123456789ABCDEF";
  size_t plain = 0;
  while (plain < text.size() && !set.has(text[plain])) ++plain;
  out.append(text.data(), plain);
  if (plain == text.size()) return;
  text.remove_prefix(plain);
  const auto encoded = std::count_if(text.begin(), text.end(), [&](char c) { return set.has(c); });
  const size_t begin = out.size();
  out.resize(begin + text.size() + 2 * static_cast<size_t>(encoded));
  char* at = out.data() + begin;
  for (const char c : text) {
    if (!set.has(c)) {
      *at++ = c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    *at++ = '%';
    *at++ = kHex[byte >> 4];
    *at++ = kHex[byte & 15];
  }
}

}  // namespace pydantic_core::url
