// src/url/settled_name.h: domain names of settled characters. UTS #46 leaves such a character as it
// is whatever stands beside it, so that a name of nothing else needs no mapping, no normal form and
// no check but of its ASCII. Most names that are written are such names.
//
// That a character is settled means all of these:
// - it is mapped to itself, in every version of Unicode that counts here;
// - it composes with nothing before it, and decomposes into nothing (it may compose with what comes
//   after it, but that is not settled then);
// - it is no mark and no joiner, so a label may begin with it;
// - it is written from left to right.
// The test of this file's unit (tests/unit/url_test.cc) asks the long way about every character.
#pragma once

#include <string>
#include <string_view>

namespace pydantic_core::url {

/// Writes the name in ASCII. Returns false, with nothing said about the name, where it has other
/// characters, more than 256 bytes, or a label that may have to be decoded: then the long way
/// decides. `bytes` is UTF-8, valid or not.
[[nodiscard]] bool settled_to_ascii(std::string_view bytes, std::string& out);

}  // namespace pydantic_core::url
