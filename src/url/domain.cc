// url/domain.cc: domain names in ASCII by UTS #46, non-transitional, with the checks that the
// specification's idna crate makes: forbidden characters, `xn--` labels that do not decode to what
// they should, leading marks, joiners and writing direction. The tables of UTS #46 and of normal
// forms, and punycode, are ada's.
#include <algorithm>
#include <cstdint>
#include <string>

#include "ada.h"
#include "ascii_domain.h"
#include "base/utf8.h"
#include "host.h"
#include "label.h"
#include "settled_name.h"

namespace pydantic_core::url {
namespace {

// Longer labels are refused: decoding them takes quadratic time.
constexpr size_t kMostEncoded = 2000;
constexpr size_t kMostDecoded = 1000;
// Putting marks in order takes quadratic time too, and makes a label at most four times as short.
constexpr size_t kMostMapped = 4 * kMostDecoded;

bool is_ascii(std::u32string_view label) {
  for (const char32_t c : label) {
    if (c > 0x7F) return false;
  }
  return true;
}

/// Characters from one to another.
struct Range {
  uint32_t first;
  uint32_t last;
};

/// Characters that ada lets through and the specification refuses.
constexpr Range kRefused[] = {
#define REFUSED(first, last) {first, last},
#include "refused_characters.def"
#undef REFUSED
};

bool has_refused_character(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), [](char32_t c) {
    if (c < kRefused[0].first) return false;
    const Range* const range =
        std::lower_bound(std::begin(kRefused), std::end(kRefused), c,
                         [](const Range& r, char32_t x) { return r.last < x; });
    return range != std::end(kRefused) && c >= range->first;
  });
}

/// Characters that are in their normal form whatever stands beside them: they are no marks, compose
/// with nothing before them and decompose into nothing. These ranges hold most of the letters that
/// are written; Unicode promises that such characters stay so.
bool is_inert(char32_t c) {
  constexpr Range kInert[] = {
      {0x0000, 0x02FF},                    // Latin
      {0x03A3, 0x0482},                    // Greek, Cyrillic
      {0x048A, 0x052F}, {0x05D0, 0x05EA},  // Hebrew
      {0x0620, 0x064A},                    // Arabic
      {0x0671, 0x06D5}, {0x0904, 0x0939},  // Devanagari
      {0x0E01, 0x0E37},                    // Thai
      {0x10D0, 0x10FF},                    // Georgian
      {0x3041, 0x3096},                    // Hiragana
      {0x309B, 0x30FF},                    // Katakana
      {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},  // Chinese
      {0xAC00, 0xD7A3},                    // Hangul
  };
  return std::any_of(std::begin(kInert), std::end(kInert),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

/// To NFC. ada takes some texts for normal that are not (a Hangul syllable of two letters before
/// the third, a composed letter before a mark that goes below it): a last character that never is
/// normal makes it do the work.
bool normalize(std::u32string& text) {
  if (std::all_of(text.begin(), text.end(), is_inert)) return true;
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
  out.resize(utf8::census(text).code_points);
  utf8::decode_all(text, out.data());
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

namespace {

/// Adds the labels of `text` with add(label), and the dots between them. False where it said so, or
/// directions are mixed; else the name goes to `out`.
template <class View, class Add>
bool add_labels(View text, Add add, std::string& out) {
  Domain domain;
  domain.encoded.reserve(2 * text.size());
  domain.decoded.reserve(text.size());
  for (;;) {
    const size_t end = text.find('.');
    if (!add(text.substr(0, end), domain)) return false;
    if (end == View::npos) break;
    domain.encoded += '.';
    domain.decoded += U'.';
    text.remove_prefix(end + 1);
  }
  if (!has_valid_directions(domain.decoded)) return false;
  out = std::move(domain.encoded);
  return true;
}

}  // namespace

bool domain_to_ascii(std::string_view bytes, std::string& out) {
  bool is_valid;
  if (plain_to_ascii(bytes, out, is_valid)) return is_valid;
  if (utf8::is_ascii(bytes)) {
    const std::string lower = std::move(out);
    return add_labels(std::string_view(lower), add_ascii_label, out);
  }
  if (settled_to_ascii(bytes, out)) return true;
  std::u32string given, text;
  // Some refused characters would be mapped to nothing, or to others.
  if (!to_utf32(bytes, given) || has_refused_character(given) || !ada::idna::map(given, text) ||
      has_endless_label(text) || !normalize(text)) {
    return false;
  }
  const auto add = [](std::u32string_view label, Domain& domain) {
    return is_ascii(label) ? add_ascii_label(std::string(label.begin(), label.end()), domain)
                           : add_label(label, domain);
  };
  return add_labels(std::u32string_view(text), add, out);
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
