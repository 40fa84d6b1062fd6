// validate/input/bytes_decoding.cc: see bytes_decoding.h. What is an error, which of several is
// reported, and its words are upstream's.
#include "validate/input/bytes_decoding.h"

#include "base/edition.h"

namespace pydantic_core {
namespace {

enum class Alphabet : uint8_t { url_safe, standard };

/// The six bits that a character stands for, or -1.
int sextet(char c, Alphabet alphabet) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  const bool standard = alphabet == Alphabet::standard;
  if (c == (standard ? '+' : '-')) return 62;
  if (c == (standard ? '/' : '_')) return 63;
  return -1;
}

struct Fault {
  const char* what = "";
  unsigned char symbol = 0;
  size_t offset = 0;
  uint32_t bits = 0;  ///< what a last symbol stands for
};

/// Of the alphabet: its text is a character that needs no escape.
void append_last_symbol(Text& out, const Fault& fault) {
  constexpr char kHexDigits[] = "0123456789abcdef";
  out << "Invalid last symbol 0x" << kHexDigits[fault.symbol >> 4] << kHexDigits[fault.symbol & 15]
      << " ('" << static_cast<char>(fault.symbol) << "') at offset " << fault.offset
      << ", decoded as 0b";
  for (int bit = 7; bit >= 0; --bit) out << static_cast<char>('0' + (fault.bits >> bit & 1));
  out << '.';
}

ptrdiff_t decode(std::string_view text, Alphabet alphabet, char* out, Fault& fault) {
  auto symbol_fault = [&](size_t at) {
    fault = {"symbol", static_cast<unsigned char>(text[at]), at};
    return ptrdiff_t{-1};
  };
  const size_t size = text.size();
  // A single last character that is not of the alphabet, such as a newline, is reported before
  // anything else.
  if (size % 4 == 1 && text[size - 1] != '=' && sextet(text[size - 1], alphabet) < 0) {
    return symbol_fault(size - 1);
  }
  // All groups of four but the last, which may be padded.
  const size_t whole = size == 0 ? 0 : (size - 1) / 4 * 4;
  char* to = out;
  size_t at = 0;
  for (; at < whole; at += 4) {
    uint32_t bits = 0;
    for (size_t i = at; i < at + 4; ++i) {
      const int value = sextet(text[i], alphabet);
      if (value < 0) return symbol_fault(i);
      bits = bits << 6 | static_cast<uint32_t>(value);
    }
    for (int shift = 16; shift >= 0; shift -= 8) *to++ = static_cast<char>(bits >> shift);
  }
  uint32_t bits = 0;
  size_t symbols = 0;
  size_t first_padding = 0;
  for (size_t i = at; i < size; ++i) {
    if (text[i] == '=') {
      if (i - at < 2) return symbol_fault(i);
      if (first_padding == 0) first_padding = i;
      continue;
    }
    if (first_padding != 0) return symbol_fault(first_padding);
    const int value = sextet(text[i], alphabet);
    if (value < 0) return symbol_fault(i);
    bits = bits << 6 | static_cast<uint32_t>(value);
    ++symbols;
  }
  if (size != 0 && symbols < 2) {
    fault = {"length", 0, at + symbols};
    return -1;
  }
  const size_t bytes = symbols * 6 / 8;
  const size_t spare = symbols * 6 - bytes * 8;
  if ((bits & ((1u << spare) - 1)) != 0) {
    const size_t last = at + symbols - 1;
    fault = {"last symbol", static_cast<unsigned char>(text[last]), last, bits & 0x3f};
    return -1;
  }
  for (size_t i = bytes; i > 0; --i) *to++ = static_cast<char>(bits >> (spare + 8 * (i - 1)));
  return to - out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// A byte as Rust shows the character of that number, quoted.
void append_char(Text& out, unsigned char c) {
  out << '\'';
  switch (c) {
    case '\n':
      out << "\\n";
      break;
    case '\r':
      out << "\\r";
      break;
    case '\t':
      out << "\\t";
      break;
    case '\0':
      out << "\\0";
      break;
    case '\'':
      out << "\\'";
      break;
    case '\\':
      out << "\\\\";
      break;
    default:
      if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad) {
        constexpr char kDigits[] = "0123456789abcdef";
        out << "\\u{";
        if (c >= 0x10) out << kDigits[c >> 4];
        out << kDigits[c & 15] << '}';
      } else if (c < 0x80) {
        out << static_cast<char>(c);
      } else {
        out << static_cast<char>(0xc0 | c >> 6) << static_cast<char>(0x80 | (c & 0x3f));
      }
  }
  out << '\'';
}

}  // namespace

ptrdiff_t decode_base64(std::string_view text, char* out, Text& error) {
  Fault fault;
  ptrdiff_t size = decode(text, Alphabet::url_safe, out, fault);
  if (size < 0 && fault.what == std::string_view("symbol") &&
      (fault.symbol == '/' || fault.symbol == '+')) {
    size = decode(text, Alphabet::standard, out, fault);
  }
  if (size >= 0) return size;
  if (fault.what == std::string_view("length")) {
    error << "Invalid input length: " << fault.offset;
  } else if (kBase64ShowsBits && fault.what == std::string_view("last symbol")) {
    append_last_symbol(error, fault);
  } else {
    error << "Invalid " << fault.what << ' ' << static_cast<int>(fault.symbol) << ", offset "
          << fault.offset << '.';
  }
  return -1;
}

ptrdiff_t decode_hex(std::string_view text, char* out, Text& error) {
  if (text.size() % 2 != 0) {
    error << "Odd number of digits";
    return -1;
  }
  for (size_t i = 0; i < text.size(); ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0) {
      error << "Invalid character ";
      append_char(error, static_cast<unsigned char>(text[i]));
      error << " at position " << i;
      return -1;
    }
    if (i % 2 == 0) out[i / 2] = static_cast<char>(digit << 4);
    if (i % 2 != 0) out[i / 2] = static_cast<char>(out[i / 2] | digit);
  }
  return static_cast<ptrdiff_t>(text.size() / 2);
}

}  // namespace pydantic_core
