// A program that reads JSON texts and prints the results, which tests/json compares with those of
// the published wheel. It is not a unit test, and not linked into unit_tests. A question on stdin
// is `<mode> <inf_nan> <bytes>\n` (mode 0 off, 1 on, 2 trailing-strings; inf_nan 0 or 1) and then
// that many bytes; the answer is `<bytes>\n` and the text from json_shown.h.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "json_shown.h"

int main() {
  using namespace pydantic_core::json;
  char line[64];
  std::string text;
  while (std::fgets(line, sizeof line, stdin) != nullptr) {
    char* at = line;
    const long mode = std::strtol(at, &at, 10);
    const long inf_nan = std::strtol(at, &at, 10);
    const size_t size = std::strtoul(at, nullptr, 10);
    text.resize(size);
    if (std::fread(text.data(), 1, size, stdin) != size) return 1;
    const ParseOptions options{inf_nan != 0, static_cast<PartialMode>(mode)};
    std::string answer = shown(text, options);
    // Both ways of reading must agree; tests/json compares them with upstream.
    if (options.partial == PartialMode::off && options.allow_inf_nan) {
      if (const std::string other = streamed(text); !other.empty()) answer = other;
    }
    std::printf("%zu\n", answer.size());
    std::fwrite(answer.data(), 1, answer.size(), stdout);
  }
  return 0;
}
