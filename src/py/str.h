// py/str.h: between Python's str and UTF-8.
#pragma once

#include <string_view>

#include "base/text.h"
#include "py/layout/ascii_text.h"
#include "py/no_memory.h"
#include "py/ref.h"

namespace pydantic_core::py {

/// The UTF-8 of a str (or subclass), kept by the str itself. False with UnicodeEncodeError set for
/// lone surrogates.
[[nodiscard]] inline bool utf8(Borrowed text, std::string_view& out) {
  if (PyUnicode_IS_COMPACT_ASCII(text)) [[likely]] {
    out = ascii_view(text);
    return true;
  }
  Py_ssize_t size;
  const char* data = PyUnicode_AsUTF8AndSize(text, &size);
  if (data == nullptr) return false;
  out = {data, static_cast<size_t>(size)};
  return true;
}

/// A new str of valid UTF-8; empty Ref with an exception set on failure.
[[nodiscard]] Ref str(std::string_view utf8);
/// The same without another look at whether it is valid: for text that was just read.
[[nodiscard]] Ref str_unchecked(std::string_view valid);
/// The same, failing with MemoryError when the text could not be put together.
[[nodiscard]] Ref str(const Text& text);
/// The same, with any bytes that are not UTF-8 replaced by U+FFFD.
[[nodiscard]] Ref str_lossy(std::string_view bytes);
/// The same text as a str and no subclass; lone surrogates come out as U+FFFD. Empty with an
/// exception set on failure.
[[nodiscard]] Ref lossy_str(Borrowed text);
/// intern() for one that is not interned itself (string_cache.cc).
[[nodiscard]] bool intern_anew(Ref& text);
/// A str that is interned: for keys and attribute names that live as long as a schema.
[[nodiscard]] Ref interned(std::string_view utf8);
/// The interned str that is equal to this exact one, in its place. CPython says nothing when it has
/// no memory for that: here false with MemoryError set, for such strs are compared by address.
[[nodiscard]] inline bool intern(Ref& text) {
  return PyUnicode_CHECK_INTERNED(text.get()) || intern_anew(text);
}

/// A str of `size` code points below 128, to be filled in by the caller; nullptr with MemoryError
/// set.
[[nodiscard]] inline Ref new_ascii(size_t size, char*& data) {
  Ref text = steal(PyUnicode_New(static_cast<Py_ssize_t>(size), 127));
  if (text) data = static_cast<char*>(PyUnicode_DATA(text.get()));
  return text;
}

/// A str (or subclass) without the white space at its ends, which is Unicode's: unlike for
/// str.strip(), U+001C to U+001F are none. Empty with an exception set on failure.
[[nodiscard]] Ref strip_white_space(Borrowed text);

/// Clears the pending exception, if there is one; MemoryError makes the text failed, for whoever
/// uses it to raise it again.
void forgive_in(Text& out);

/// Appends str(object), repr(object) or the text itself. A lone surrogate comes out as U+FFFD.
/// False with an exception set when Python code failed.
[[nodiscard]] bool append_str(Text& out, Borrowed object);
[[nodiscard]] bool append_repr(Text& out, Borrowed object);
/// Appends a str's text; lone surrogates come out as U+FFFD. No exception is left set: in this and
/// the functions below MemoryError makes the text failed.
void append_lossy(Text& out, Borrowed text);
/// Appends str(object); where that raises, the exception goes to sys.unraisablehook and
/// "<unprintable TYPE object>" is appended. No exception is left set.
void append_display(Text& out, Borrowed object);
/// The latter half of that, where str(object) has raised.
void append_unprintable(Text& out, Borrowed object);
/// Appends repr(object), or "<unprintable TYPE object>" where that raises. No exception is left
/// set.
void append_safe_repr(Text& out, Borrowed object);

/// Whether a str has UTF-8. An exception is set only for want of memory.
[[nodiscard]] inline bool has_utf8(Borrowed text) {
  std::string_view ignored;
  return utf8(text, ignored) || (forgive() && false);
}

inline bool is_str(Borrowed object) { return PyUnicode_Check(object); }
inline bool equals(Borrowed text, std::string_view utf8) {
  return PyUnicode_EqualToUTF8AndSize(text, utf8.data(), static_cast<Py_ssize_t>(utf8.size())) == 1;
}

}  // namespace pydantic_core::py
