// serialize/output/bytes_text.h: bytes as text: as the UTF-8 they are, in base64 (URL-safe, padded)
// or in hexadecimal digits.
#pragma once

#include "schema/modes.h"
#include "serialize/output/json_text.h"

namespace pydantic_core {

/// As a str. Empty with UnicodeDecodeError set where `utf8` does not hold.
[[nodiscard]] Ref bytes_to_str(std::string_view bytes, BytesMode mode);
/// As a JSON string. False with PydanticSerializationError set, which is worded for the end of the
/// serialization: `error_is_final` (of SerState) says so then.
[[nodiscard]] bool write_bytes(std::string_view bytes, BytesMode mode, bool& error_is_final,
                               JsonText& out);

/// The content of a bytes object.
inline std::string_view bytes_of(Borrowed value) {
  return {PyBytes_AS_STRING(value), static_cast<size_t>(PyBytes_GET_SIZE(value))};
}

}  // namespace pydantic_core
