// Reading JSON: text in, a document of values or upstream's exact error out.
//
// yyjson does the work. What it accepts and upstream refuses (nesting over 200, integers over 4,300
// characters) is found by two checks that touch a small part of the data; what it refuses goes
// through the exact scanner (scanner.h), which either names the error as upstream would, or says
// that upstream accepts the text (NaN, Infinity, partial mode), which is then read again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "json/error.h"
#include "json/value.h"

namespace pydantic_core::json {

/// What to do with a text that ends too early: an error; keep the complete values; or keep also
/// the beginning of a string value that is cut off.
enum class PartialMode : uint8_t { off, on, trailing_strings };

struct ParseOptions {
  bool allow_inf_nan = true;
  PartialMode partial = PartialMode::off;
};

struct [[nodiscard]] ParseResult {
  enum class Status : uint8_t { ok, invalid, no_memory };

  Status status;
  JsonError error;  ///< meaningful when `status` is `invalid`

  bool ok() const { return status == Status::ok; }
};

/// Owns a parsed text and its values; movable, not copyable. Values and strings taken from it live
/// as long as it does, wherever it moves.
class Document {
 public:
  Document() = default;
  Document(Document&& other) noexcept : doc_(std::exchange(other.doc_, nullptr)) {}
  Document& operator=(Document&& other) noexcept {
    std::swap(doc_, other.doc_);
    return *this;
  }
  ~Document() {
    if (doc_) yyjson_doc_free(doc_);
  }

  /// Reads `text` (any bytes; it is copied) into `out`. On failure `out` is as it was.
  static ParseResult parse(std::string_view text, ParseOptions options, Document& out);

  /// The outermost value. Asks for a successful `parse`.
  Value root() const { return Value(doc_->root); }

 private:
  explicit Document(yyjson_doc* doc) : doc_(doc) {}

  yyjson_doc* doc_ = nullptr;
};

}  // namespace pydantic_core::json
