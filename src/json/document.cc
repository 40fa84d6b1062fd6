// json/document.cc: see document.h.
#include "json/document.h"

#include <cstdlib>
#include <cstring>
#include <utility>

#include "json/scanner.h"

namespace pydantic_core::json {

bool Document::read(std::string_view text, PartialMode partial, Stream::Trust trust) {
  release_text();
  if (text.size() >= kRoom) text_ = static_cast<char*>(std::malloc(text.size() + 1));
  if (text_ == nullptr) return false;
  std::memcpy(text_, text.data(), text.size());
  text_[text.size()] = '\0';
  stream_.emplace(std::string_view(text_, text.size()), trust);
  // Partial mode ignores what follows the first value.
  return stream_->tree(root_, partial) && (partial != PartialMode::off || stream_->at_end());
}

ParseResult Document::parse(std::string_view text, ParseOptions options, Document& out) {
  if (out.read(text, options.partial, Stream::Trust::none)) [[likely]]
    return {ParseResult::Status::ok, {}};
  return parse_exactly(text, options, out);
}

ParseResult Document::parse_exactly(std::string_view text, ParseOptions options, Document& out) {
  Buffer completed;
  ParseResult result = scan(text, options, completed);
  if (!result.ok()) return result;
  if (options.partial != PartialMode::off) text = completed.view();
  // Only for want of memory can a valid text not be read.
  if (!out.read(text, PartialMode::off, Stream::Trust::valid))
    result.status = ParseResult::Status::no_memory;
  return result;
}

}  // namespace pydantic_core::json
