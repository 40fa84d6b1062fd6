// tests/unit/regex_test.cc: rows for patterns: what matches, and how refused ones are described.
// Each expected value was checked against the published wheel; regex_probe.cc is for comparing many
// more.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "check.h"
#include "regex/pattern.h"

using pydantic_core::regex::Found;
using pydantic_core::regex::Pattern;

namespace {

bool matches(const Pattern& pattern, const std::string& text) {
  const bool is_ascii = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
  const Found found = pattern.search(text, is_ascii);
  // The programs for ASCII texts and for all texts must agree.
  CHECK_EQ(static_cast<int>(pattern.search(text, false)), static_cast<int>(found));
  return found == Found::yes;
}

/// '1' where it matches, '0' where not; the message for a refused pattern.
std::string found(std::string_view pattern, const std::vector<std::string>& texts) {
  Pattern compiled;
  std::string result = Pattern::compile(pattern, compiled);
  if (!result.empty()) return result;
  for (const std::string& text : texts) result += matches(compiled, text) ? '1' : '0';
  return result;
}

struct Row {
  std::string_view pattern;
  std::vector<std::string> texts;
  std::string_view expected;
};

struct ErrorRow {
  std::string_view pattern;
  std::string_view expected;
};

}  // namespace

TEST(regex_search) {
  const Row rows[] = {
      {"", {"", "a"}, "11"},
      {"b", {"abc", "", "ac"}, "100"},
      {"^b", {"bc", "ab", "a\nb"}, "100"},
      {"b$", {"ab", "ab\n", "ba"}, "100"},
      {"(?m)^b$", {"b", "a\nb", "b\r\n"}, "110"},
      {"(?mR)^b$", {"b", "a\r\nb", "b\r\n", "b\rc"}, "1111"},
      {"(?mR)\\r^", {"a\r\nb", "a\rb"}, "01"},
      {"a.b", {"a\nb", "a\rb", "a\u00e9b", "ab"}, "0110"},
      {"(?s)a.b", {"a\nb"}, "1"},
      {"(?R)a.b", {"a\nb", "a\rb"}, "00"},
      {"\\Aa\\z", {"a", "a\n", "ba"}, "100"},
      {"^a{2,3}$", {"a", "aa", "aaa", "aaaa"}, "0110"},
      {"^(?:ab|c)*$", {"", "abcab", "abb"}, "110"},
      {"^a{0}b?$", {"", "b", "a"}, "110"},
      {"^(?x) a b # comment\n c $", {"abc", "a b c"}, "10"},
      {"^(?P<n>a)(?<m>b)$", {"ab"}, "1"},
      {"a|(?i)b|c", {"A", "B", "C"}, "011"},
      {"^(?U)a+?$", {"aaa"}, "1"},
  };
  for (const Row& row : rows) CHECK_ROW(row.pattern, found(row.pattern, row.texts), row.expected);
}

TEST(regex_unicode) {
  const Row rows[] = {
      {"^\\d+$", {"12", "\u0663\u0664", "\u00b2"}, "110"},
      {"^\\w+$", {"a_1", "\u00e9\u65e5\u0301", "a b", "\u24b6"}, "1101"},
      {"^\\s$", {" ", "\u00a0", "\u2028", "\u200b"}, "1110"},
      {"^\\W$", {"\u00e9", "\u20ac"}, "01"},
      {"(?-u)^\\w$", {"a", "\u00e9"}, "10"},
      {"\\bb\\b", {"a b c", "abc", "\u00e9b", "\u20acb\u20ac"}, "1001"},
      {"(?-u:\\b)b", {"\u00e9b", "ab"}, "10"},
      {"\\B", {"", "a", "ab"}, "101"},
      {"\\b{start}\u00e9", {"\u00e9t\u00e9", "t\u00e9"}, "10"},
      {"t\\b{end}", {"\u00e9t", "t\u00e9"}, "10"},
      {"\\<a\\>", {"a b", "ab"}, "10"},
      {"\\b{start-half}-\\b{end-half}", {"a -- b", "a-b"}, "10"},
      {"(?i)^k$", {"k", "K", "\u212a"}, "111"},
      {"(?i)^[^k]$", {"K", "\u212a", "j"}, "001"},
      {"(?i)^\u00df$", {"\u1e9e", "ss"}, "10"},
      {"(?i)^\u03c3$", {"\u03a3", "\u03c2"}, "11"},
      {"(?i-u)^k$", {"K", "\u212a"}, "10"},
      {"^\\p{Greek}\\p{Lu}$", {"\u03b1A", "a\u0391"}, "10"},
      {"^\\p{script=Greek}\\P{L}$", {"\u03b11", "\u03b1a"}, "10"},
      {"^\\p{Emoji_Presentation}$", {"\U0001f600", "1"}, "10"},
      {"^\\p{age=3.0}$", {"a", "\U0001f600"}, "10"},
      {"^\\x41\\u00e9\\U0001F600\\x{1F600}$", {"A\u00e9\U0001f600\U0001f600"}, "1"},
  };
  for (const Row& row : rows) CHECK_ROW(row.pattern, found(row.pattern, row.texts), row.expected);
}

TEST(regex_classes) {
  const Row rows[] = {
      {"^[a-c]$", {"b", "d"}, "10"},
      {"^[]a]$", {"]", "a", "b"}, "110"},
      {"^[^]a]$", {"]", "b"}, "01"},
      {"^[-a]$", {"-", "a"}, "11"},
      {"^[a-]$", {"-", "b"}, "10"},
      {"^[[:alpha:]_[0-9]]$", {"x", "_", "5", "-"}, "1110"},
      {"^[[:^alpha:]]$", {"x", "5", "\u00e9"}, "011"},
      {"^[a-z&&[^aeiou]]$", {"b", "e", "B"}, "100"},
      {"^[a-z--m-p]$", {"a", "n"}, "10"},
      {"^[a-m~~g-z]$", {"a", "h", "z"}, "101"},
      {"^[\\w--\\d]$", {"a", "5"}, "10"},
      {"^[[:loower:]]$", {"l", ":", "x"}, "110"},
      {"[a&&b]", {"a", "b", ""}, "000"},
      {"^(?x)[ a - c ]$", {"b", " "}, "10"},
  };
  for (const Row& row : rows) CHECK_ROW(row.pattern, found(row.pattern, row.texts), row.expected);
}

TEST(regex_marks) {
  const Row rows[] = {
      {"\\b(?-u:\\b)a", {"a", "\u00e9a", "-a"}, "101"},
      {"(?:\\b|(?-u:\\B)a){3}\u00e9", {"\u00e9", "a\u00e9"}, "10"},
      {"\\<\\b\\<\u00e9", {"\u00e9", "a\u00e9"}, "10"},
      {"(?m)^\\b\u00e9|(?R)$\\b{end-half}", {"\u00e9", "a\n\u00e9", "b\u00e9\r\n", "\r"}, "1111"},
      {"(?-u:\\B)", {"\u00e9", "a\u00e9b", "\u65e5\u672c", ""}, "1011"},
      {"(?mR)^$", {"a\r\nb", "a\r\r\nb", "\r\n"}, "011"},
  };
  for (const Row& row : rows) CHECK_ROW(row.pattern, found(row.pattern, row.texts), row.expected);
  // More classes of word characters than RE2 has letters.
  std::string many = "\\b(?:";
  for (uint32_t c = 0; c < 80; ++c) {
    many += "\u4e00|";
    many[many.size() - 2] = static_cast<char>(0x80 + c % 64);
    many[many.size() - 3] = static_cast<char>(0xB8 + c / 64);
  }
  CHECK_EQ(found(many + "x)\\b", {"\u4e01", "\u4e01a", "-\u4e4f", "x y"}), "1011");
}

TEST(regex_size) {
  const std::string big = "Compiled regex exceeds size limit of 10485760 bytes.";
  const ErrorRow rows[] = {
      {"\\w{209}", ""},
      {"\\w{212}", big},
      {".{10485}", ""},
      {".{10486}", big},
      {"(a){109224}", ""},
      {"(a){109225}", big},
      {"(?:ab|cd){41609}", ""},
      {"(?:ab|cd){41610}", big},
      {"(?:a|b|c|d|e|f){145632}", ""},
      {"(?:a|b|c|d|e|f){145633}", big},
      {"(?:a[bc]x|a[bc]y){59577}", ""},
      {"(?:a[bc]x|a[bc]y){59578}", big},
      {"x{4294967295}", big},
      {"(?:(?:x{70000}){70000}){70000}", big},
  };
  for (const ErrorRow& row : rows) CHECK_ROW(row.pattern, found(row.pattern, {}), row.expected);
}

TEST(regex_refused) {
  const ErrorRow rows[] = {
      {"(abc", "regex parse error:\n    (abc\n    ^\nerror: unclosed group"},
      {"r(#*)\".*?\"\\1",
       "regex parse error:\n    r(#*)\".*?\"\\1\n              ^^\n"
       "error: backreferences are not supported"},
      {"a(?=b)",
       "regex parse error:\n    a(?=b)\n     ^^^\n"
       "error: look-around, including look-ahead and look-behind, is not supported"},
      {"a)", "regex parse error:\n    a)\n     ^\nerror: unopened group"},
      {"a\\Z", "regex parse error:\n    a\\Z\n     ^^\nerror: unrecognized escape sequence"},
      {"**", "regex parse error:\n    **\n    ^\nerror: repetition operator missing expression"},
      {"[z-a]",
       "regex parse error:\n    [z-a]\n     ^^^\n"
       "error: invalid character class range, the start must be <= the end"},
      {"\u00e9[a", "regex parse error:\n    \u00e9[a\n     ^\nerror: unclosed character class"},
      {"(?ii)", "regex parse error:\n    (?ii)\n      ^^\nerror: duplicate flag"},
      {"(?P<n>a)(?P<n>b)",
       "regex parse error:\n    (?P<n>a)(?P<n>b)\n        ^       ^\n"
       "error: duplicate capture group name"},
      {"\\p{Foo}",
       "regex parse error:\n    \\p{Foo}\n    ^^^^^^^\nerror: Unicode property not found"},
      {"\\p{sc=Foo}",
       "regex parse error:\n    \\p{sc=Foo}\n    ^^^^^^^^^^\n"
       "error: Unicode property value not found"},
      {"(?-u).",
       "regex parse error:\n    (?-u).\n         ^\nerror: pattern can match invalid UTF-8"},
      {"a\nb{2,1}",
       "regex parse error:\n"
       "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
       "1: a\n2: b{2,1}\n    ^^^^^\n"
       "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
       "error: invalid repetition count range, the start must be <= the end"},
      {"\\w{100000}", "Compiled regex exceeds size limit of 10485760 bytes."},
  };
  for (const ErrorRow& row : rows) CHECK_ROW(row.pattern, found(row.pattern, {}), row.expected);
}

TEST(regex_hard_cases) {
  // Deep nesting is refused; it must not overflow the stack.
  const std::string deep = std::string(100'000, '(') + std::string(100'000, ')');
  CHECK(found(deep, {}).ends_with("nested parentheses/brackets (250)"));
  CHECK(found(std::string(100'000, '['), {}).ends_with("unclosed character class"));
  // Exponentially many states: found while searching.
  const std::string text = std::string(30, 'b') + 'a' + std::string(15, 'b');
  CHECK_EQ(found("a[ab]{14}b$", {text, "ab"}), "10");
  CHECK_EQ(found("^(?:[ab]*a){12}$", {"aaaaaaaaaaaa", "aaaaaaaaaaa"}), "10");
  // Patterns that take a backtracking engine exponential time.
  CHECK_EQ(found("^(?:a+)+$", {std::string(50'000, 'a') + 'b'}), "0");
  CHECK_EQ(found("^(?:a?){300}a{300}$", {std::string(300, 'a'), std::string(601, 'a')}), "10");
  CHECK_EQ(found("^a{1500}$", {std::string(1500, 'a'), std::string(1499, 'a')}), "10");
  // Repetition of what takes no characters.
  CHECK_EQ(found("^(?:){4294967295}(?:^){4294967295}(?:a{0}){4294967295}$", {"", "a"}), "10");
  CHECK_EQ(found("^(?:a*)*(?:b|)+$", {"aab", "c"}), "10");
}
