// py/arguments.h: reading one argument of a function of ours, with PyO3's messages. Readers are
// false with an exception set.
#pragma once

#include <optional>
#include <string_view>

#include "py/call.h"

namespace pydantic_core::py {

/// How an argument is read that becomes a T, and how a default is shown in signatures:
///   static bool read(const char* name, Borrowed value, T& out);
///   template <class Out> static constexpr void show(const T& value, Out& out);  // out("None")
template <class T>
struct Argument;

template <>
struct Argument<Borrowed> {
  static bool read(const char*, Borrowed value, Borrowed& out) {
    out = value;
    return true;
  }
};

template <>
struct Argument<bool> {
  static bool read(const char* name, Borrowed value, bool& out);
  template <class Out>
  static constexpr void show(bool value, Out& out) {
    out(value ? "True" : "False");
  }
};

/// A str that has UTF-8, or its default.
struct TextArgument {
  const char* fallback;
  Borrowed object = nullptr;
};
template <>
struct Argument<TextArgument> {
  static bool read(const char* name, Borrowed value, TextArgument& out);
  template <class Out>
  static constexpr void show(const TextArgument& value, Out& out) {
    out("\""), out(value.fallback), out("\"");
  }
};

/// None, or a T.
template <class T>
struct Argument<std::optional<T>> {
  static bool read(const char* name, Borrowed value, std::optional<T>& out) {
    if (value == Py_None) {
      out.reset();
      return true;
    }
    return Argument<T>::read(name, value, out.emplace());
  }
  template <class Out>
  static constexpr void show(const std::optional<T>& value, Out& out) {
    if (value) {
      Argument<T>::show(*value, out);
    } else {
      out("None");
    }
  }
};

/// Reads an int from 0 on.
bool read_size(const char* name, Borrowed value, std::optional<size_t>& out);
/// Readers of objects that must be of a type; a text is a str that has UTF-8.
bool read_str(const char* name, Borrowed value, Borrowed& out);
bool read_text(const char* name, Borrowed value, Borrowed& out);
bool read_dict(const char* name, Borrowed value, Borrowed& out);
bool read_list(const char* name, Borrowed value, Borrowed& out);
bool read_tuple(const char* name, Borrowed value, Borrowed& out);

}  // namespace pydantic_core::py
