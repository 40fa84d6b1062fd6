// tests/unit/regex_times_probe.cc: the cost of patterns: the time to compile and to search short
// and long texts, and the memory that a pattern holds afterwards. Prints the rows of the table in
// docs/patterns.md.
//
//     ./build.sh --preset release regex_times_probe
//     build/release/tests/unit/regex_times_probe
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "regex/pattern.h"

using pydantic_core::regex::Found;
using pydantic_core::regex::Pattern;

namespace {

size_t held = 0;

}  // namespace

void* operator new(size_t size) {
  void* const p = std::malloc(size);
  held += malloc_usable_size(p);
  return p;
}
void operator delete(void* p) noexcept {
  held -= malloc_usable_size(p);
  std::free(p);
}
void operator delete(void* p, size_t) noexcept { operator delete(p); }

namespace {

struct Row {
  const char* name;
  const char* pattern;
  std::string text;
};

std::string repeated(const char* piece, size_t length) {
  std::string text;
  while (text.size() < length) text += piece;
  return text;
}

/// The least time of `f`, in nanoseconds a call, of some runs of about a millisecond.
template <class F>
double least(F&& f) {
  using Clock = std::chrono::steady_clock;
  double best = 1e18;
  size_t calls = 1;
  for (int run = 0; run < 40;) {
    const auto begin = Clock::now();
    for (size_t i = 0; i < calls; ++i) f();
    const double took = std::chrono::duration<double, std::nano>(Clock::now() - begin).count();
    if (took < 1e6 && calls < (size_t{1} << 24)) {
      calls *= 2;
      continue;
    }
    best = std::min(best, took / static_cast<double>(calls));
    ++run;
  }
  return best;
}

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

bool searched(const Pattern& pattern, const std::string& text, bool ascii) {
  return pattern.search(text, ascii) == Found::yes;
}

}  // namespace

int main() {
  const char* const email = "^[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,}$";
  const char* const uuid = "^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$";
  const Row rows[] = {
      {"letters", "^[a-z]+$", "abcdefgh"},
      {"letters, mismatch", "^[a-z]+$", "abcd-fgh"},
      {"email", email, "someone.else+x@mail.example.org"},
      {"uuid", uuid, "123e4567-e89b-12d3-a456-426614174000"},
      {"words", "^\\w+( \\w+)*$", "some words here"},
      {"words, not ASCII", "^\\w+( \\w+)*$", "quelques mots ici\u00e9"},
      {"boundaries", "\\bfox\\b", "the quick brown fox jumps"},
      {"boundaries, not ASCII", "\\bfox\\b", "the quick \u00e9 brown fox jumps"},
      {"case", "(?i)^straße$", "STRASSE"},
      {"literal", "needle", "a haystack with a needle in it"},
      {"letters, 10 kB", "^[a-z]+$", repeated("abcdefgh", 10'000)},
      {"literal, 10 kB", "needle", repeated("a haystack without it ", 10'000)},
      {"words, 10 kB", "^\\w+( \\w+)*$", repeated("some words ", 10'000) + "x"},
      {"words, 10 kB, not ASCII", "^\\w+( \\w+)*$", repeated("d\u00e9j\u00e0 vu ", 10'000) + "x"},
      {"boundaries, 10 kB, not ASCII", "\\bfox\\b", repeated("d\u00e9j\u00e0 vu ", 10'000) + "x"},
      {"many states, 10 kB", "a[ab]{14}b$", repeated("abbababaabbb", 10'000)},
      {"(a*)*b, 10 kB", "^(a*)*b$", repeated("a", 10'000)},
      {"(x+x+)+y, 10 kB", "(x+x+)+y", repeated("x", 10'000)},
      {"a{1500}", "^a{1500}$", repeated("a", 1500)},
  };
  std::printf(
      "| pattern | schema, us | schema and first search, us | search, ns | held, bytes |\n");
  std::printf("| --- | --- | --- | --- | --- |\n");
  for (const Row& row : rows) {
    const bool ascii = is_ascii(row.text);
    bool found = false;
    const double schema = least([&] {
      Pattern pattern;
      if (!Pattern::compile(row.pattern, pattern).empty()) std::abort();
    });
    const double first = least([&] {
      Pattern pattern;
      if (!Pattern::compile(row.pattern, pattern).empty()) std::abort();
      found = searched(pattern, row.text, ascii);
    });
    const size_t before = held;
    Pattern pattern;
    if (!Pattern::compile(row.pattern, pattern).empty()) std::abort();
    found = searched(pattern, row.text, ascii);
    const size_t bytes = held - before;
    const double search = least([&] { found = searched(pattern, row.text, ascii); });
    std::printf("| %s | %.1f | %.1f | %.0f | %zu |%s\n", row.name, schema / 1e3, first / 1e3,
                search, bytes, found ? "" : " no");
  }
  return 0;
}
