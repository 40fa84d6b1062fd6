// src/url/bidi.h: the rule about writing direction in domain names (RFC 5893).
#pragma once

#include <string_view>

namespace pydantic_core::url {

/// Whether no label mixes directions in a way that would show it wrongly. `domain` is decoded, with
/// dots; names without characters that are written from right to left always pass.
bool has_valid_directions(std::u32string_view domain);

}  // namespace pydantic_core::url
