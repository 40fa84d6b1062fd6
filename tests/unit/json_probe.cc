// A program that reads JSON texts and says what became of them, for differential tests against the
// published wheel; no unit test, and not linked into unit_tests. A question on stdin is `<mode> <inf_nan> <bytes>\n` (mode 0 off,
// 1 on, 2 trailing-strings; inf_nan 0 or 1) and then that many bytes; the answer is `<bytes>\n` and
// then the error text after `!`, or the value: n, t, f, i<digits>;, b<digits>; (held as a big
// integer), d<16 hex digits>, s<bytes>:<the bytes>, [ values ], { key and value … }.
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

#include "json/document.h"

namespace {

using namespace pydantic_core::json;

void write(Value value, std::string& out) {
  char text[40];
  switch (value.kind()) {
    case Kind::null:
      out += 'n';
      return;
    case Kind::boolean:
      out += value.as_bool() ? 't' : 'f';
      return;
    case Kind::int64:
      std::snprintf(text, sizeof text, "%c%" PRId64 ";", value.is_small_int() ? 'i' : 'b',
                    value.as_int64());
      out += text;
      return;
    case Kind::uint64:
      std::snprintf(text, sizeof text, "b%" PRIu64 ";", value.as_uint64());
      out += text;
      return;
    case Kind::big_int:
      out += 'b';
      out += value.as_big_text();
      out += ';';
      return;
    case Kind::floating: {
      const double number = value.as_double();
      uint64_t bits;
      std::memcpy(&bits, &number, sizeof bits);
      if (number != number) bits = uint64_t{0x7ff8} << 48;
      std::snprintf(text, sizeof text, "d%016" PRIx64, bits);
      out += text;
      return;
    }
    case Kind::string:
      out += 's' + std::to_string(value.as_string().size()) + ':';
      out += value.as_string();
      return;
    case Kind::array:
      out += '[';
      for (Value element : value.as_array()) write(element, out);
      out += ']';
      return;
    case Kind::object:
      out += '{';
      for (auto [key, element] : value.as_object()) {
        write(key, out);
        write(element, out);
      }
      out += '}';
      return;
  }
}

}  // namespace

int main() {
  int mode;
  int inf_nan;
  size_t size;
  std::string text;
  while (std::scanf("%d %d %zu", &mode, &inf_nan, &size) == 3) {
    std::getchar();  // the newline
    text.resize(size);
    if (std::fread(text.data(), 1, size, stdin) != size) return 1;
    Document document;
    const ParseResult result =
        Document::parse(text, {inf_nan != 0, static_cast<PartialMode>(mode)}, document);
    std::string out;
    if (result.ok()) {
      write(document.root(), out);
    } else {
      char description[JsonError::kMaxDescription];
      out = "!";
      out += result.status == ParseResult::Status::no_memory ? "no memory"
                                                             : result.error.describe(description);
    }
    std::printf("%zu\n", out.size());
    std::fwrite(out.data(), 1, out.size(), stdout);
  }
  return 0;
}
