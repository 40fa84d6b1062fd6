// tests/unit/regex_probe.cc: a program that answers questions about patterns from stdin, one a
// line, so that a script can compare src/regex with the published wheel over many generated cases.
// A line is `pattern TAB text...`, all in hex; the answer is `error TAB message in hex`, or `ok
// TAB` and one digit a text.
#include <algorithm>
#include <cstdio>
#include <iostream>
#include <string>

#include "hex.h"
#include "regex/pattern.h"

int main() {
  std::string line;
  while (std::getline(std::cin, line)) {
    std::string_view rest = line;
    const auto word = [&rest] {
      const size_t end = rest.find('\t');
      const std::string_view found = rest.substr(0, end);
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
      return found;
    };
    pydantic_core::regex::Pattern pattern;
    const std::string error = pydantic_core::regex::Pattern::compile(unhex(word()), pattern);
    if (!error.empty()) {
      std::printf("error\t");
      for (const char c : error) std::printf("%02x", static_cast<unsigned char>(c));
    } else {
      std::printf("ok\t");
      for (bool more = !rest.empty(); more;) {
        const std::string_view text = word();
        more = !rest.empty();
        const std::string plain = unhex(text == "-" ? "" : text);
        const bool is_ascii =
            std::all_of(plain.begin(), plain.end(), [](char c) { return c >= 0; });
        std::printf("%d", static_cast<int>(pattern.search(plain, is_ascii)));
      }
    }
    std::printf("\n");
  }
  return 0;
}
