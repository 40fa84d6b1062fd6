// The whole test framework of the Python-free layers. A file of tests is a list of
//
//     TEST(name) { CHECK(condition); CHECK_EQ(actual, expected); }
//
// best written as a loop over a table of rows, with CHECK_ROW naming the row on failure. A failed
// check is printed and the test goes on.
#pragma once

#include <cstddef>
#include <cstdio>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>

namespace check {

using Function = void (*)();

/// Adds a test to the program's list. Always true, for use in an initialiser.
bool add_test(const char* name, Function run);

/// Records the outcome of one check of the running test.
void report(bool ok, const char* file, int line, const std::string& what);

/// A value as text for a failure: strings quoted, with unprintable bytes escaped; other values as
/// streamed.
inline std::string show(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    char hex[8];
    std::snprintf(hex, sizeof hex, "\\x%02x", static_cast<unsigned char>(c));
    out += c >= ' ' && c <= '~' ? std::string(1, c) : std::string(hex);
  }
  return out + "\"";
}
template <typename T>
std::string show(const T& value) {
  if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return show(std::string_view(value));
  } else if constexpr (std::is_enum_v<T>) {
    return std::to_string(static_cast<long long>(value));
  } else {
    std::ostringstream out;
    out.precision(17);
    out << value;
    return out.str();
  }
}

template <typename A, typename B>
void equal(const A& a, const B& b, const char* text, const std::string& row, const char* file,
           int line) {
  const bool ok = a == b;
  std::string what;
  if (!ok)
    what = std::string(text) + (row.empty() ? "" : " at row " + row) + ": got " + show(a) +
           ", expected " + show(b);
  report(ok, file, line, what);
}

}  // namespace check

#define TEST(name)                                                         \
  static void test_##name();                                               \
  static const bool added_##name = ::check::add_test(#name, &test_##name); \
  static void test_##name()

#define CHECK(condition) ::check::report((condition), __FILE__, __LINE__, #condition)
#define CHECK_EQ(actual, expected) \
  ::check::equal((actual), (expected), #actual " == " #expected, "", __FILE__, __LINE__)
/// The same for a row of a table; a failure shows `row` (anything that `show` takes).
#define CHECK_ROW(row, actual, expected)                                                       \
  ::check::equal((actual), (expected), #actual " == " #expected, ::check::show(row), __FILE__, \
                 __LINE__)
