// py/str_case.cc: see str_case.h. CPython's methods look up each character beyond ASCII in its
// tables and go through texts of ASCII one character at a time; Latin-1 has few rules.
#include "py/str_case.h"

#include <algorithm>

#include "py/call.h"
#include "py/names.h"
#include "py/str.h"

namespace pydantic_core::py {
namespace {

constexpr Py_UCS1 kSharpS = 0xDF;  // "SS" in upper case

/// Whether the character has an upper case that is not Latin-1: the micro sign and y with dots.
bool is_upper_beyond_latin1(Py_UCS1 c) { return c == 0xB5 || c == 0xFF; }

/// 0x20 for the letters that turn into each other, which begin at `first` in ASCII; 0 for others.
Py_UCS1 turned_bit(Py_UCS1 c, Py_UCS1 first) {
  const auto in_ascii = static_cast<Py_UCS1>(c & 0x7F);
  // Latin-1 has 31 letters where ASCII has 26; among them the signs for times and divided by.
  const bool is_latin = c >= 0x80 && static_cast<Py_UCS1>(in_ascii - (first & 0x60)) < 31 &&
                        (in_ascii & 0x1F) != 0x17;
  const bool is_ascii = c < 0x80 && static_cast<Py_UCS1>(c - first) < 26;
  return is_latin || is_ascii ? 0x20 : 0;
}

Ref latin1_lower(const Py_UCS1* text, Py_ssize_t size) {
  Ref made = steal(PyUnicode_New(size, 0xFF));
  if (!made) return {};
  auto* const out = static_cast<Py_UCS1*>(PyUnicode_DATA(made.get()));
  std::transform(text, text + size, out,
                 [](Py_UCS1 c) { return static_cast<Py_UCS1>(c ^ turned_bit(c, 'A')); });
  return made;
}

/// Of a text all of whose characters stay in Latin-1.
Ref latin1_upper(const Py_UCS1* text, Py_ssize_t size) {
  const auto sharp = std::count(text, text + size, kSharpS);
  const bool is_ascii =
      std::all_of(text, text + size, [](Py_UCS1 c) { return c < 0x80 || c == kSharpS; });
  Ref made = steal(PyUnicode_New(size + sharp, is_ascii ? 0x7F : 0xFF));
  if (!made) return {};
  auto* out = static_cast<Py_UCS1*>(PyUnicode_DATA(made.get()));
  for (const Py_UCS1* at = text; at != text + size; ++at) {
    if (*at == kSharpS) {
      *out++ = 'S';
      *out++ = 'S';
    } else {
      *out++ = static_cast<Py_UCS1>(*at ^ turned_bit(*at, 'a'));
    }
  }
  return made;
}

}  // namespace

Ref change_case(Borrowed text, ascii::Case to) {
  const Py_ssize_t size = PyUnicode_GET_LENGTH(text);
  if (PyUnicode_IS_ASCII(text)) {
    char* data;
    Ref made = new_ascii(static_cast<size_t>(size), data);
    if (made) {
      const auto* const given = static_cast<const char*>(PyUnicode_DATA(text));
      ascii::change_case({given, static_cast<size_t>(size)}, to, data);
    }
    return made;
  }
  if (PyUnicode_KIND(text) == PyUnicode_1BYTE_KIND) {
    const auto* const given = static_cast<const Py_UCS1*>(PyUnicode_DATA(text));
    if (to == ascii::Case::lower) return latin1_lower(given, size);
    if (std::none_of(given, given + size, is_upper_beyond_latin1)) return latin1_upper(given, size);
  }
  return call_method(text, to == ascii::Case::lower ? names.lower : names.upper);
}

}  // namespace pydantic_core::py
