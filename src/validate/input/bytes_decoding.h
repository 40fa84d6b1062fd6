// validate/input/bytes_decoding.h: text that stands for bytes: base64 and hexadecimal digits.
#pragma once

#include "base/text.h"

namespace pydantic_core {

/// Decodes base64 of either alphabet, but not of both, with or without padding, into `out`, which
/// has room for text.size() bytes. Returns how many came out, or -1 with what is wrong appended to
/// `error`.
ptrdiff_t decode_base64(std::string_view text, char* out, Text& error);
/// The same for hexadecimal digits of either case.
ptrdiff_t decode_hex(std::string_view text, char* out, Text& error);

}  // namespace pydantic_core
