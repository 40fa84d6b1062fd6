// regex/failure.h: why a pattern was refused and where, and the text that shows it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pydantic_core::regex {

enum class ErrorKind : uint8_t {
#define REGEX_ERROR(name, text) name,
#include "errors.def"
#undef REGEX_ERROR
};

/// A part of the pattern, in bytes; may be empty.
struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;
};

struct Failure {
  ErrorKind kind{};
  Span span;
  /// For a duplicate flag or group name: the first one.
  std::optional<Span> original;
};

/// The message of several lines: the pattern, carets below what is wrong, and the sentence.
std::string describe(const Failure& failure, std::string_view pattern);

}  // namespace pydantic_core::regex
