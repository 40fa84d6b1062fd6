// A program that reads JSON texts and prints the results, which tests/json compares with those of
// the published wheel. It is not a unit test, and not linked into unit_tests. A question on stdin
// is `<mode> <inf_nan> <bytes>\n` (mode 0 off, 1 on, 2 trailing-strings; inf_nan 0 or 1) and then
// that many bytes; the answer is `<bytes>\n` and the text from json_shown.h.
#include <cstdio>
#include <string>

#include "json_shown.h"

int main() {
  using namespace pydantic_core::json;
  int mode;
  int inf_nan;
  size_t size;
  std::string text;
  while (std::scanf("%d %d %zu", &mode, &inf_nan, &size) == 3) {
    std::getchar();  // the newline
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
