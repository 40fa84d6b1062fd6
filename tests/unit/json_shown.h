// How the JSON tests show a document: as compact JSON by our own writer, with duplicate keys, NaN
// and infinities; an error as `!` and its text.
#pragma once

#include <memory>
#include <string>

#include "json/document.h"
#include "json/stream.h"
#include "json/writer.h"

namespace pydantic_core::json {

inline void write_value(Buffer& out, Value value) {
  switch (value.kind()) {
    case Kind::null:
      return out.append("null");
    case Kind::boolean:
      return out.append(value.as_bool() ? "true" : "false");
    case Kind::int64:
      return write_integer(out, value.as_int64());
    case Kind::uint64:
      return write_integer(out, value.as_uint64());
    case Kind::big_int:
      return out.append(value.as_big_text());
    case Kind::floating:
      return write_double(out, value.as_double());
    case Kind::string:
      return write_string(out, value.as_string());
    case Kind::array: {
      Layout layout = Layout::compact();
      const size_t start = layout.begin(out);
      for (Value element : value.as_array()) {
        layout.element(out);
        write_value(out, element);
      }
      return layout.end(out, start, '[', ']');
    }
    case Kind::object: {
      Layout layout = Layout::compact();
      const size_t start = layout.begin(out);
      for (auto [key, element] : value.as_object()) {
        layout.element(out);
        write_string(out, key.as_string());
        layout.colon(out);
        write_value(out, element);
      }
      return layout.end(out, start, '{', '}');
    }
  }
}

inline std::string shown(std::string_view text, ParseOptions options = {}) {
  Document document;
  const ParseResult result = Document::parse(text, options, document);
  if (result.status == ParseResult::Status::no_memory) return "!no memory";
  if (!result.ok()) {
    char description[JsonError::kMaxDescription];
    return "!" + std::string(result.error.describe(description));
  }
  Buffer out;
  write_value(out, document.root());
  return std::string(out.view());
}

/// What yyjson makes of a text; "!" if it refuses it. Ours shares with it the layout of values and
/// the reading of long numbers, which tests/json compares with upstream's.
inline std::string shown_by_yyjson(std::string_view text) {
  yyjson_doc* const document = yyjson_read(text.data(), text.size(), YYJSON_READ_BIGNUM_AS_RAW);
  if (document == nullptr) return "!";
  Buffer out;
  write_value(out, Value(yyjson_doc_get_root(document)));
  yyjson_doc_free(document);
  return std::string(out.view());
}

/// What a Stream reads from a text; nothing if it gives up. The text is copied to the end of an
/// allocation, so that sanitizers notice an access beyond it.
inline std::string streamed(std::string_view text, PartialMode mode = PartialMode::off) {
  const std::unique_ptr<char[]> copy(new char[text.size() + 1]);
  text.copy(copy.get(), text.size());
  copy[text.size()] = '\0';
  Stream in({copy.get(), text.size()});
  Value value;
  if (!in.tree(value, mode) || (mode == PartialMode::off && !in.at_end())) return {};
  Buffer out;
  write_value(out, value);
  return std::string(out.view());
}

}  // namespace pydantic_core::json
