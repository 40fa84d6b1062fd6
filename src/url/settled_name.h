// url/settled_name.h: domain names of settled characters. UTS #46 leaves such a character as it is
// whatever stands beside it, so that a name of nothing else needs no mapping, no normal form and no
// check but of its ASCII. Most names that are written are such names.
//
// That a character is settled means all of these:
// - it is mapped to itself, in every version of Unicode that counts here;
// - it composes with nothing before it, and decomposes into nothing (it may compose with a
//   character after it, but then that character is not settled);
// - it is no mark and no joiner, so a label may begin with it;
// - it is written from left to right.
// tests/unit/url_test.cc compares the result for every character with that of the long way.
#pragma once

#include <string>
#include <string_view>

namespace pydantic_core::url {

/// Writes the name in ASCII. Returns false, with nothing said about the name, where it has other
/// characters, more than 256 bytes, or a label that may have to be decoded: then the long way
/// decides. `bytes` is UTF-8, valid or not.
[[nodiscard]] bool settled_to_ascii(std::string_view bytes, std::string& out);

}  // namespace pydantic_core::url
