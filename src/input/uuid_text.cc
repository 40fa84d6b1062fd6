// input/uuid_text.cc: see uuid_text.h.
#include "input/uuid_text.h"

#include <array>

namespace pydantic_core {
namespace {

constexpr std::string_view kUrn = "urn:uuid:";

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

int digit_of(char c) { return kDigitValues[static_cast<unsigned char>(c)]; }

/// Reads the 32 digits where they must be. False when one is none.
template <bool hyphenated>
bool parse_digits(const char* text, UuidBits& out) {
  int wrong = 0;  // negative as soon as one digit is
  uint64_t halves[2] = {0, 0};
  for (size_t i = 0; i < 16; ++i) {
    const char* pair = text + (hyphenated ? kUuidDigits[i] : 2 * i);
    const int high = digit_of(pair[0]), low = digit_of(pair[1]);
    wrong |= high | low;
    halves[i / 8] = halves[i / 8] << 8 | static_cast<uint64_t>((high << 4 | low) & 0xff);
  }
  out = {halves[0], halves[1]};
  return wrong >= 0;
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

bool parse_uuid(std::string_view text, UuidBits& out) {
  const std::string_view digits = bare(text);
  const bool hyphenated = digits.size() == 36;
  if (!hyphenated && (text.size() != 32 || digits.size() != 32)) return false;
  const char* at = digits.data();
  if (hyphenated && (at[8] != '-' || at[13] != '-' || at[18] != '-' || at[23] != '-')) return false;
  return hyphenated ? parse_digits<true>(at, out) : parse_digits<false>(at, out);
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
