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

/// Owns a parsed text and its values, which live as long as it does. Short texts need no heap.
class Document {
 public:
  Document() = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  ~Document() { reset(); }

  /// Reads `text` (any bytes; it is copied) into `out`, which is empty after a failure.
  static ParseResult parse(std::string_view text, ParseOptions options, Document& out);

  /// The outermost value. Asks for a successful `parse`.
  Value root() const { return Value(doc_->root); }

 private:
  /// Frees what was read before; false when yyjson refuses the text.
  bool read(std::string_view text, yyjson_read_flag flags, yyjson_read_err& error);
  void reset() {
    if (doc_ != nullptr) yyjson_doc_free(std::exchange(doc_, nullptr));
  }

  yyjson_doc* doc_ = nullptr;
  alignas(std::max_align_t) char few_[4096];  // holds a short document whole
};

}  // namespace pydantic_core::json
