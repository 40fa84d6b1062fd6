// url/percent.h: percent-encoding.
#pragma once

#include <string>
#include <string_view>

namespace pydantic_core::url {

/// The bytes that a part of a URL encodes: those of control characters and of characters beyond
/// ASCII, and some others.
class EncodeSet {
 public:
  constexpr explicit EncodeSet(std::string_view others) {
    for (int byte = 0; byte < 256; ++byte) has_[byte] = byte < 0x20 || byte >= 0x7F;
    for (const char c : others) has_[static_cast<unsigned char>(c)] = true;
  }
  constexpr bool has(char c) const { return has_[static_cast<unsigned char>(c)]; }

 private:
  bool has_[256] = {};
};

inline constexpr EncodeSet kControls("");
inline constexpr EncodeSet kFragmentSet(" \"<>`");
inline constexpr EncodeSet kPathSet(" \"<>`#?{}");
inline constexpr EncodeSet kUserinfoSet(" \"<>`#?{}/:;=@[\\]^|");
inline constexpr EncodeSet kQuerySet(" \"#<>");
inline constexpr EncodeSet kSpecialQuerySet(" \"#<>'");

/// Appends `text`, encoded.
void percent_encode(std::string_view text, const EncodeSet& set, std::string& out);

inline bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

}  // namespace pydantic_core::url
