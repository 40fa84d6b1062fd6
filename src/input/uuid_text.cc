// input/uuid_text.cc: see uuid_text.h.
#include "input/uuid_text.h"

namespace pydantic_core {
namespace {

constexpr std::string_view kUrn = "urn:uuid:";

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The text without braces or prefix.
std::string_view bare(std::string_view text) {
  if (text.size() >= 2 && text.front() == '{' && text.back() == '}')
    return text.substr(1, text.size() - 2);
  if (text.starts_with(kUrn)) return text.substr(kUrn.size());
  return text;
}

/// The bytes of the character that begins at `at`.
size_t char_size(std::string_view text, size_t at) {
  size_t size = 1;
  while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xc0) == 0x80)
    ++size;
  return size;
}

}  // namespace

bool parse_uuid(std::string_view text, UuidBytes& out) {
  const std::string_view digits = bare(text);
  const bool hyphenated = digits.size() == 36;
  if (!hyphenated && (text.size() != 32 || digits.size() != 32)) return false;
  size_t count = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (hyphenated && (i == 8 || i == 13 || i == 18 || i == 23)) {
      if (digits[i] != '-') return false;
      continue;
    }
    const int digit = digit_of(digits[i]);
    if (digit < 0) return false;
    unsigned char& byte = out.bytes[count / 2];
    byte = static_cast<unsigned char>(count % 2 == 0 ? digit << 4 : byte | digit);
    ++count;
  }
  return true;
}

void explain_uuid(std::string_view text, Text& out) {
  // Where the outside is right, the inside is explained by itself.
  if ((text.size() == 38 && text.front() == '{') || (text.size() == 45 && text.starts_with(kUrn)))
    text = bare(text);
  const std::string_view inner = bare(text);
  const auto offset = static_cast<size_t>(inner.data() - text.data());
  size_t hyphens = 0;
  size_t bounds[4] = {};
  for (size_t i = 0; i < inner.size(); ++i) {
    if (inner[i] == '-') {
      if (hyphens < 4) bounds[hyphens] = i;
      ++hyphens;
    } else if (digit_of(inner[i]) < 0) {
      out << "invalid character: expected an optional prefix of `urn:uuid:` followed by "
             "[0-9a-fA-F-], found `"
          << inner.substr(i, char_size(inner, i)) << "` at " << i + offset + 1;
      return;
    }
  }
  if (hyphens == 0 && offset == 0) {
    out << "invalid length: expected length 32 for simple format, found " << text.size();
    return;
  }
  if (hyphens != 4) {
    out << "invalid group count: expected 5, found " << hyphens + 1;
    return;
  }
  // The first group of the wrong length; when the hyphens are in place, the last one.
  constexpr size_t kStarts[] = {0, 9, 14, 19, 24};
  constexpr size_t kLengths[] = {8, 4, 4, 4, 12};
  size_t group = 0;
  while (group < 4 && bounds[group] == kStarts[group + 1] - 1) ++group;
  out << "invalid group length in group " << group << ": expected " << kLengths[group] << ", found "
      << (group < 4 ? bounds[group] : text.size()) - kStarts[group];
}

}  // namespace pydantic_core
