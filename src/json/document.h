// json/document.h: reading JSON: text in, a document of values or upstream's exact error out.
//
// A stream (stream.h) does the work. What it gives up on goes through the exact scanner
// (scanner.h), which either names the error as upstream would, or says that upstream accepts the
// text (NaN, Infinity, a partial text that ends oddly); a stream then reads it again.
#pragma once

#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include "json/error.h"
#include "json/rules.h"
#include "json/stream.h"
#include "json/value.h"

namespace pydantic_core::json {

/// Owns a parsed text and its values. It cannot be moved. Values and strings taken from it are
/// valid as long as it lives; any number of threads may read them.
class Document {
 public:
  Document() {}  // leaves room_ uninitialised
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  ~Document() { release_text(); }

  /// Reads a copy of `text` (any bytes) into `out`, which must be new. After a failure `out` is of
  /// no use.
  static ParseResult parse(std::string_view text, ParseOptions options, Document& out);
  /// The same for a text that a stream has given up on.
  static ParseResult parse_exactly(std::string_view text, ParseOptions options, Document& out);

  /// The outermost value. Precondition: `parse` succeeded.
  Value root() const { return root_; }

 private:
  /// Lets a stream read a copy of `text`. False: it gives up, or there is no memory.
  bool read(std::string_view text, PartialMode partial, Stream::Trust trust);

  void release_text() {
    if (text_ != room_) std::free(std::exchange(text_, room_));
  }

  static constexpr size_t kRoom = 512;
  Value root_;
  char room_[kRoom];              // for a short text
  char* text_ = room_;            // what `stream_` reads
  std::optional<Stream> stream_;  // the owner of the values
};

}  // namespace pydantic_core::json
