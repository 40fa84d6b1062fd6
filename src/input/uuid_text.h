// input/uuid_text.h: reading the text of UUIDs.
#pragma once

#include <cstdint>

#include "base/text.h"

namespace pydantic_core {

struct UuidBytes {
  unsigned char bytes[16];

  int version() const { return bytes[6] >> 4; }
  /// Whether it is of the variant that has versions at all (RFC 9562).
  bool is_rfc_variant() const { return (bytes[8] & 0xc0) == 0x80; }
};

/// Where the two digits of each byte are in the hyphenated form.
inline constexpr unsigned char kUuidDigits[16] = {0,  2,  4,  6,  9,  11, 14, 16,
                                                  19, 21, 24, 26, 28, 30, 32, 34};

/// Reads UTF-8 text: 32 hexadecimal digits; or five hyphenated groups, which may be in braces or
/// behind "urn:uuid:".
bool parse_uuid(std::string_view text, UuidBytes& out);
/// Appends what is wrong with a text that parse_uuid refused.
void explain_uuid(std::string_view text, Text& out);

}  // namespace pydantic_core
