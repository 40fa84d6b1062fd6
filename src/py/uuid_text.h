// py/uuid_text.h: reading the text of UUIDs.
#pragma once

#include <cstdint>

#include "base/text.h"

namespace pydantic_core {

/// The number that a UUID is.
struct UuidBits {
  uint64_t high;
  uint64_t low;

  int version() const { return static_cast<int>(high >> 12 & 15); }
  /// Whether it is of the variant that has versions at all (RFC 9562).
  bool is_rfc_variant() const { return low >> 62 == 2; }
};

/// The 16 bytes of a UUID, most significant first, as a number.
inline UuidBits uuid_from_bytes(const unsigned char (&bytes)[16]) {
  UuidBits bits{0, 0};
  for (int i = 0; i < 8; ++i) {
    bits.high = bits.high << 8 | bytes[i];
    bits.low = bits.low << 8 | bytes[8 + i];
  }
  return bits;
}

/// Reads UTF-8 text: 32 hexadecimal digits; or five hyphenated groups, which may be in braces or
/// behind "urn:uuid:".
bool parse_uuid(std::string_view text, UuidBits& out);
/// Appends what is wrong with a text that parse_uuid refused.
void explain_uuid(std::string_view text, Text& out);

}  // namespace pydantic_core
