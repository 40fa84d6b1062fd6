// json/error.h: what can go wrong while reading JSON, as a value. The list of messages is
// errors.def; a JsonError is five words and formats nothing until somebody asks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pydantic_core::json {

enum class ErrorCode : uint8_t {
#define JSON_ERROR(name, text, soft) name,
#include "json/errors.def"
#undef JSON_ERROR
};

/// Upstream's words for `code`, without the position.
std::string_view message(ErrorCode code);

/// True for the errors that partial mode forgives inside a container.
bool is_soft(ErrorCode code);

struct JsonError {
  static constexpr size_t kMaxDescription = 128;

  ErrorCode code;
  size_t index;   ///< byte offset in the text; may be its length or one more
  size_t line;    ///< from 1
  size_t column;  ///< in bytes, from 1; 0 on a newline byte and for an empty text (as upstream)

  /// Makes the error at `index` of `text`, counting its lines.
  static JsonError at(ErrorCode code, std::string_view text, size_t index);

  /// Writes "<message> at line <line> column <column>" to `out` and returns the written part.
  std::string_view describe(char (&out)[kMaxDescription]) const;
};

struct [[nodiscard]] ParseResult {
  enum class Status : uint8_t { ok, invalid, no_memory };

  Status status;
  JsonError error;  ///< meaningful when `status` is `invalid`

  bool ok() const { return status == Status::ok; }
};

}  // namespace pydantic_core::json
