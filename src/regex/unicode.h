// regex/unicode.h: what Unicode 16.0.0 says about characters: the sets that patterns can name, and
// case folding.
#pragma once

#include <cstdint>
#include <string_view>

#include "char_set.h"

namespace pydantic_core::regex {

enum class Lookup : uint8_t { found, no_property, no_value };

/// The set that `\p{name}` stands for: a boolean property, general category or script, spelled
/// loosely. `out` is set where the result is `found`.
Lookup find_property(std::string_view name, CharSet& out);

/// The set that `\p{name=value}` stands for. `out` is set where the result is `found`.
Lookup find_property(std::string_view name, std::string_view value, CharSet& out);

/// `\w`, `\d`, `\s`.
CharSet word_set();
CharSet digit_set();
CharSet space_set();

/// `c` is a code point. The properties White_Space and Alphabetic; Alphabetic or a number.
bool is_space(uint32_t c);
bool is_alphabetic(uint32_t c);
bool is_alphanumeric(uint32_t c);

/// Adds every character that equals one of the set under simple case folding.
void add_case_variants(CharSet& set);

}  // namespace pydantic_core::regex
