// serialize/output/texts.h: the text of values that JSON has as strings: UUIDs, complex numbers,
// and whatever str() says.
#pragma once

#include "base/text.h"
#include "py/ref.h"

namespace pydantic_core {

constexpr size_t kUuidText = 36;
/// Writes the hyphenated hexadecimal form of 128 bits: kUuidText characters.
void format_uuid_bits(uint64_t high, uint64_t low, char* out);
/// The same for a uuid.UUID. False with an exception set.
[[nodiscard]] bool format_uuid(Borrowed uuid, char (&out)[kUuidText]);
/// The same as a str.
[[nodiscard]] Ref uuid_to_str(Borrowed uuid);

/// "1.5+2j", as Rust spells the floats; the real part is left out where it is zero.
void append_complex(Text& out, Borrowed number);

/// str(value), for classes that are not known here; "<Unserializable C object>" where that raises.
/// No exception is left set.
Ref unknown_to_str(Borrowed value);
/// PydanticSerializationError about a value of such a class.
Raised raise_unknown_type(Borrowed value);

}  // namespace pydantic_core
