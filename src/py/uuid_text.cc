// py/uuid_text.cc: see uuid_text.h.
#include "py/uuid_text.h"

#include <array>

#include "base/edition.h"
#include "base/utf8.h"

namespace pydantic_core {
namespace {

constexpr std::string_view kUrn = "urn:uuid:";
constexpr size_t kHyphenated = 36;                      ///< bytes of the form with hyphens
constexpr size_t kBraced = kHyphenated + 2;             ///< and in braces
constexpr size_t kLongest = kHyphenated + kUrn.size();  ///< and behind the prefix

/// The value of each hexadecimal digit; -1 for other bytes.
constexpr auto kDigitValues = [] {
  std::array<int8_t, 256> values{};
  for (int8_t& value : values) value = -1;
  for (int8_t i = 0; i < 16; ++i) {
    values[static_cast<unsigned char>("0123456789abcdef"[i])] = i;
    values[static_cast<unsigned char>("0123456789ABCDEF"[i])] = i;
  }
  return values;
}();

/// Eight hexadecimal digits, the first in the lowest byte, as a number: all at once, as UUIDs are
/// what many inputs have most of. Adds to `wrong` where one is none.
uint64_t eight_digits(uint64_t text, uint64_t& wrong) {
  constexpr uint64_t kEach = 0x0101010101010101;
  const uint64_t values = (text & kEach * 0x0f) + (text >> 6 & kEach) * 9;
  // As the digits would be written in lower case, if they are digits.
  const uint64_t letters = (values + kEach * 6) >> 4 & kEach;
  const uint64_t written = values + kEach * '0' + letters * ('a' - '9' - 1);
  wrong |= (written ^ (text | kEach * 0x20)) | (values & kEach * 0xf0);
  wrong |= ((text | text >> 1) & kEach * 0x20) ^ kEach * 0x20;  // control characters are no digits
  uint64_t number = __builtin_bswap64(values);
  number = (number | number >> 4) & 0x00ff00ff00ff00ff;
  number = (number | number >> 8) & 0x0000ffff0000ffff;
  return (number | number >> 16) & 0xffffffff;
}

/// Reads the 32 digits where they must be. False when one is none.
bool parse_digits(const char* text, bool hyphenated, UuidBits& out) {
  using utf8::load32;
  using utf8::load64;
  uint64_t wrong = 0;
  uint64_t parts[4];
  if (hyphenated) {
    parts[0] = load64(text);
    parts[1] = load32(text + 9) | uint64_t{load32(text + 14)} << 32;
    parts[2] = load32(text + 19) | uint64_t{load32(text + 24)} << 32;
    parts[3] = load64(text + 28);
  } else {
    for (size_t i = 0; i < 4; ++i) parts[i] = load64(text + 8 * i);
  }
  for (uint64_t& part : parts) part = eight_digits(part, wrong);
  out = {parts[0] << 32 | parts[1], parts[2] << 32 | parts[3]};
  return wrong == 0;
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

/// What stands for that character: itself, or from 2.50 on its lowest eight bits.
unsigned char byte_for(std::string_view character) {
  if (!kUuidsExplainedAsRead || character.size() == 1)
    return static_cast<unsigned char>(character.front());
  // The last byte has six of the bits, the one before it two more.
  return static_cast<unsigned char>(character[character.size() - 2] << 6 |
                                    (character.back() & 0x3f));
}

}  // namespace

bool parse_uuid(std::string_view text, UuidBits& out) {
  const std::string_view digits = bare(text);
  const bool hyphenated = digits.size() == kHyphenated;
  if (!hyphenated && (text.size() != 32 || digits.size() != 32)) return false;
  const char* at = digits.data();
  if (hyphenated && (at[8] != '-' || at[13] != '-' || at[18] != '-' || at[23] != '-')) return false;
  return parse_digits(at, hyphenated, out);
}

void explain_uuid(std::string_view text, Text& out) {
  constexpr const char* kLength = by_edition(
      {"invalid length: expected length 32 for simple format, found ", "invalid length: found "});
  if (kUuidsExplainedAsRead && (text.empty() || text.size() > kLongest)) {
    out << kLength << text.size();
    return;
  }
  // Where the outside is right, the inside is explained by itself.
  if ((text.size() == kBraced && text.front() == '{') ||
      (text.size() == kLongest && text.starts_with(kUrn)))
    text = bare(text);
  const bool is_hyphenated = kUuidsExplainedAsRead && text.size() == kHyphenated;
  const std::string_view inner = is_hyphenated ? text : bare(text);
  const auto offset = static_cast<size_t>(inner.data() - text.data());
  size_t hyphens = 0;
  size_t bounds[4] = {};
  for (size_t i = 0, size = 0; i < inner.size(); i += size) {
    size = char_size(inner, i);
    const unsigned char byte = byte_for(inner.substr(i, size));
    if (byte == '-') {
      if (hyphens < 4) bounds[hyphens] = i;
      ++hyphens;
    } else if (kDigitValues[byte] < 0) {
      out << by_edition({"invalid character: expected an optional prefix of `urn:uuid:` followed "
                         "by [0-9a-fA-F-], found `",
                         "invalid character: found `"})
          << inner.substr(i, size) << "` at " << i + offset + by_edition({1, 0});
      return;
    }
  }
  if (hyphens == 0 && offset == 0 && !is_hyphenated) {
    out << kLength << text.size();
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
