// url/label.h: what makes a label of a domain name valid beyond the characters it has: RFC 5891,
// 5892 and 5893 as UTS #46 asks for them. ada has these rules too, with tables of an older Unicode
// and a looser reading of joiners.
#pragma once

#include <string_view>

namespace pydantic_core::url {

/// Whether a label, decoded and in its normal form, does not begin with a mark, and has joiners
/// only where they join something.
bool is_valid_label(std::u32string_view label);

/// Whether no label mixes directions in a way that would show it wrongly. `domain` is decoded, with
/// dots; names without characters that are written from right to left always pass.
bool has_valid_directions(std::u32string_view domain);

}  // namespace pydantic_core::url
