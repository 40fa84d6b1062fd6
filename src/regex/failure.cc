// regex/failure.cc: the message of a refused pattern. Patterns of several lines are shown between
// dividers with their line numbers; carets are only put below spans that stay within a line.
#include "failure.h"

#include <algorithm>
#include <vector>

namespace pydantic_core::regex {
namespace {

constexpr std::string_view kTexts[] = {
#define REGEX_ERROR(name, text) (text),
#include "errors.def"
#undef REGEX_ERROR
};

/// Line and column, from 1; columns count characters.
struct Place {
  size_t line = 1;
  size_t column = 1;
};

Place place_of(std::string_view pattern, uint32_t offset) {
  Place place;
  for (const char c : pattern.substr(0, offset)) {
    if (c == '\n') {
      place = {place.line + 1, 1};
    } else if ((c & 0xC0) != 0x80) {
      ++place.column;
    }
  }
  return place;
}

/// The lines without their line ends. Nothing follows a final `\n`.
std::vector<std::string_view> lines_of(std::string_view pattern) {
  std::vector<std::string_view> lines;
  while (!pattern.empty()) {
    const size_t end = pattern.find('\n');
    std::string_view line = pattern.substr(0, end);
    const bool is_last = end == std::string_view::npos;
    if (!is_last && line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    pattern.remove_prefix(is_last ? pattern.size() : end + 1);
  }
  return lines;
}

}  // namespace

std::string describe(const Failure& failure, std::string_view pattern) {
  std::vector<Span> spans = {failure.span};
  if (failure.original) spans.push_back(*failure.original);
  std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  });

  const std::vector<std::string_view> lines = lines_of(pattern);
  const size_t count = lines.size() + pattern.ends_with('\n');
  const size_t width = count <= 1 ? 0 : std::to_string(count).size();
  const bool has_lines = pattern.find('\n') != std::string_view::npos;
  const std::string divider = has_lines ? std::string(79, '~') + '\n' : "";

  std::string text = "regex parse error:\n" + divider;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (width == 0) {
      text += "    ";
    } else {
      const std::string number = std::to_string(i + 1);
      text += std::string(width - number.size(), ' ') + number + ": ";
    }
    text += lines[i];
    text += '\n';
    std::string carets;
    for (const Span& span : spans) {
      const Place begin = place_of(pattern, span.begin);
      const Place end = place_of(pattern, span.end);
      if (begin.line != i + 1 || end.line != i + 1) continue;
      if (carets.size() < begin.column - 1) carets.resize(begin.column - 1, ' ');
      carets.append(std::max<size_t>(1, end.column - begin.column), '^');
    }
    if (!carets.empty()) text += std::string(width == 0 ? 4 : width + 2, ' ') + carets + '\n';
  }
  text += divider;
  std::string notes;
  for (const Span& span : spans) {
    const Place begin = place_of(pattern, span.begin);
    const Place end = place_of(pattern, span.end);
    if (begin.line == end.line) continue;
    notes += "on line " + std::to_string(begin.line) + " (column " + std::to_string(begin.column) +
             ") through line " + std::to_string(end.line) + " (column " +
             std::to_string(end.column - 1) + ")\n";
  }
  if (has_lines) text += notes;
  text += "error: ";
  text += kTexts[static_cast<size_t>(failure.kind)];
  return text;
}

}  // namespace pydantic_core::regex
