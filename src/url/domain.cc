// src/url/domain.cc: domain names in ASCII by UTS #46, non-transitional, with the checks that the
// specification's idna crate makes: forbidden characters, `xn--` labels that do not decode to what
// they should, leading marks, joiners and writing direction. The tables of UTS #46 and of normal
// forms, and punycode, are ada's.
#include <algorithm>
#include <cstdint>
#include <string>

#include "ada.h"
#include "base/utf8.h"
#include "host.h"
#include "label.h"

namespace pydantic_core::url {
namespace {

// Longer labels are refused: decoding them takes quadratic time.
constexpr size_t kMostEncoded = 2000;
constexpr size_t kMostDecoded = 1000;
// Putting marks in order takes quadratic time too, and makes a label at most four times as short.
constexpr size_t kMostMapped = 4 * kMostDecoded;

bool is_forbidden(char32_t c) {
  return c <= ' ' || c == 0x7F ||
         (c < 0x80 &&
          std::string_view("%#/:<>?@[\\]^|").find(static_cast<char>(c)) != std::string_view::npos);
}

char to_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_ascii(std::u32string_view label) {
  for (const char32_t c : label) {
    if (c > 0x7F) return false;
  }
  return true;
}

/// Characters that ada lets through and the specification refuses.
struct Refused {
  uint32_t first;
  uint32_t last;
};

constexpr Refused kRefused[] = {
#define REFUSED(first, last) {first, last},
#include "refused_characters.def"
#undef REFUSED
};

bool has_refused_character(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), [](char32_t c) {
    if (c < kRefused[0].first) return false;
    const Refused* const range =
        std::lower_bound(std::begin(kRefused), std::end(kRefused), c,
                         [](const Refused& r, char32_t x) { return r.last < x; });
    return range != std::end(kRefused) && c >= range->first;
  });
}

/// To NFC. ada takes some texts for normal that are not (a Hangul syllable of two letters before
/// the third, a composed letter before a mark that goes below it): a last character that never is
/// normal makes it do the work.
bool normalize(std::u32string& text) {
  text += U'\u2126';
  const bool ok = ada::idna::normalize(text);
  text.pop_back();
  return ok;
}

/// Whether a label that was decoded from punycode is what encoding would have begun with.
bool is_canonical(const std::u32string& label) {
  for (const char32_t c : label) {
    if (is_forbidden(c) || c == '.' || (c >= 'A' && c <= 'Z')) return false;
  }
  std::u32string mapped;
  return !has_refused_character(label) && ada::idna::map(label, mapped) && mapped == label &&
         normalize(mapped) && mapped == label;
}

/// Decodes the letters and digits after `xn--`, in lower case. ada takes a hyphen that has nothing
/// before it for the end of an empty ASCII part; the specification does not.
bool decode_label(std::string_view encoded, std::u32string& decoded) {
  return !encoded.empty() && encoded.back() != '-' && encoded.rfind('-') != 0 &&
         encoded.size() <= kMostEncoded && ada::idna::punycode_to_utf32(encoded, decoded) &&
         decoded.size() <= kMostDecoded && is_canonical(decoded) && is_valid_label(decoded);
}

/// A domain name in the making: as it will be written, and decoded.
struct Domain {
  std::string encoded;
  std::u32string decoded;
};

/// Adds a label of ASCII in lower case.
bool add_ascii_label(std::string_view label, Domain& out) {
  for (const char c : label) {
    if (is_forbidden(static_cast<unsigned char>(c))) return false;
  }
  if (label.starts_with("xn--")) {
    std::u32string decoded;
    if (!decode_label(label.substr(4), decoded)) return false;
    out.decoded += decoded;
  } else {
    out.decoded.append(label.begin(), label.end());
  }
  out.encoded += label;
  return true;
}

/// Adds a label with other characters, mapped and normalised.
bool add_label(std::u32string_view label, Domain& out) {
  for (const char32_t c : label) {
    if (is_forbidden(c)) return false;
  }
  if (label.starts_with(U"xn--") || label.size() > kMostDecoded) return false;
  if (!is_valid_label(label)) return false;
  out.decoded += label;
  out.encoded += "xn--";
  return ada::idna::utf32_to_punycode(label, out.encoded);
}

bool to_utf32(std::string_view text, std::u32string& out) {
  if (!utf8::is_valid(text)) return false;
  out.resize(utf8::count_code_points(text));
  const char* p = text.data();
  for (char32_t& c : out) c = utf8::decode(p);
  return true;
}

/// Whether there is a label beyond ASCII that is too long whatever its normal form.
bool has_endless_label(std::u32string_view text) {
  for (;;) {
    const size_t end = text.find(U'.');
    const std::u32string_view label = text.substr(0, end);
    if (label.size() > kMostMapped && !is_ascii(label)) return true;
    if (end == std::u32string_view::npos) return false;
    text.remove_prefix(end + 1);
  }
}

/// The common case: nothing but ASCII, and no label to decode.
bool plain_to_ascii(std::string_view bytes, std::string& out, bool& is_valid) {
  out.resize(bytes.size());
  bool has_hyphens = false;
  is_valid = true;
  for (size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (static_cast<unsigned char>(c) > 0x7F) return false;
    is_valid &= !is_forbidden(static_cast<unsigned char>(c));
    has_hyphens |= c == '-' && i > 0 && bytes[i - 1] == '-';
    out[i] = to_lower(c);
  }
  return !has_hyphens;
}

}  // namespace

bool domain_to_ascii(std::string_view bytes, std::string& out) {
  bool is_valid;
  if (plain_to_ascii(bytes, out, is_valid)) return is_valid;
  Domain domain;
  std::u32string text;
  if (utf8::is_ascii(bytes)) {
    for (const char c : bytes) text += static_cast<char32_t>(to_lower(c));
  } else {
    std::u32string given;
    // Some refused characters would be mapped to nothing, or to others.
    if (!to_utf32(bytes, given) || has_refused_character(given) || !ada::idna::map(given, text) ||
        has_endless_label(text) || !normalize(text)) {
      return false;
    }
  }
  for (std::u32string_view rest = text;;) {
    const size_t end = rest.find(U'.');
    const std::u32string_view label = rest.substr(0, end);
    const bool ok = is_ascii(label)
                        ? add_ascii_label(std::string(label.begin(), label.end()), domain)
                        : add_label(label, domain);
    if (!ok) return false;
    if (end == std::u32string_view::npos) break;
    domain.encoded += '.';
    domain.decoded += U'.';
    rest.remove_prefix(end + 1);
  }
  if (!has_valid_directions(domain.decoded)) return false;
  out = std::move(domain.encoded);
  return true;
}

bool decode_punycode(std::string_view domain, std::string& out) {
  out.clear();
  for (;;) {
    const size_t end = domain.find('.');
    std::string_view label = domain.substr(0, end);
    if (label.starts_with("xn--")) {
      std::u32string decoded;
      if (!ada::idna::punycode_to_utf32(label.substr(4), decoded)) return false;
      for (const char32_t c : decoded) {
        char encoded[4];
        out.append(encoded, utf8::encode(c, encoded));
      }
    } else {
      out += label;
    }
    if (end == std::string_view::npos) return true;
    out += '.';
    domain.remove_prefix(end + 1);
  }
}

}  // namespace pydantic_core::url
