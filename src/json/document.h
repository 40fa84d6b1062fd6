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

/// Memory for yyjson: first storage inside this object, enough for short texts, then the heap.
class DocumentMemory {
 public:
  DocumentMemory() {}  // leaves room_ uninitialised
  DocumentMemory(const DocumentMemory&) = delete;
  DocumentMemory& operator=(const DocumentMemory&) = delete;
  /// yyjson's view of it.
  yyjson_alc allocator() { return {&allocate, &reallocate, &release, this}; }
  /// Makes the inner storage available again. Nothing that was allocated may still be in use.
  void reset() { used_ = 0; }

 private:
  static void* allocate(void* self, size_t size);
  static void* reallocate(void* self, void* old, size_t old_size, size_t size);
  static void release(void* self, void* old);
  bool is_within(void* place) const {
    return static_cast<char*>(place) >= room_ && static_cast<char*>(place) < room_ + kRoom;
  }

  static constexpr size_t kRoom = 1536;
  size_t used_ = 0;
  alignas(16) char room_[kRoom];
};

/// Owns a parsed text and its values. It cannot be moved. Values and strings taken from it are
/// valid as long as it lives; any number of threads may read them.
class Document {
 public:
  Document() = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  ~Document() {
    if (doc_) yyjson_doc_free(doc_);
  }

  /// Reads `text` (any bytes; it is copied) into `out`, which must be empty and stays so on
  /// failure.
  static ParseResult parse(std::string_view text, ParseOptions options, Document& out);

  /// The outermost value. Precondition: `parse` succeeded.
  Value root() const { return Value(doc_->root); }

 private:
  /// Lets yyjson read `text`. False with `error` set.
  bool read(std::string_view text, yyjson_read_flag flags, yyjson_read_err& error);

  yyjson_doc* doc_ = nullptr;
  DocumentMemory memory_;
};

}  // namespace pydantic_core::json
