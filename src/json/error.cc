// json/error.cc: messages and positions of JSON errors.
#include "json/error.h"

#include <charconv>
#include <cstring>

namespace pydantic_core::json {
namespace {

struct Row {
  std::string_view text;
  bool soft;
};

constexpr Row kRows[] = {
#define JSON_ERROR(name, text, soft) {text, soft},
#include "json/errors.def"
#undef JSON_ERROR
};

}  // namespace

std::string_view message(ErrorCode code) { return kRows[static_cast<size_t>(code)].text; }

bool is_soft(ErrorCode code) { return kRows[static_cast<size_t>(code)].soft; }

JsonError JsonError::at(ErrorCode code, std::string_view text, size_t index) {
  // A newline at `index` itself already counts as the next line: its column is then 0. Past the
  // end the column is that of the last byte.
  const size_t stop = index < text.size() ? index + 1 : text.size();
  size_t line = 1;
  size_t line_start = 0;
  for (size_t i = 0; i < stop; ++i) {
    if (text[i] == '\n') {
      ++line;
      line_start = i + 1;
    }
  }
  return {code, index, line, stop - line_start};
}

std::string_view JsonError::describe(char (&out)[kMaxDescription]) const {
  char* p = out;
  char* const end = out + kMaxDescription;
  auto put = [&](std::string_view s) {
    std::memcpy(p, s.data(), s.size());
    p += s.size();
  };
  // The longest message has 63 bytes and two numbers at most 20 each: all of it fits.
  put(message(code));
  put(" at line ");
  p = std::to_chars(p, end, line).ptr;
  put(" column ");
  p = std::to_chars(p, end, column).ptr;
  return {out, static_cast<size_t>(p - out)};
}

}  // namespace pydantic_core::json
