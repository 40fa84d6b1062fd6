// Parsing, and the two checks for what yyjson accepts and upstream does not.
#include "json/document.h"

#include <cstdlib>
#include <cstring>
#include <utility>

#include "json/scanner.h"

namespace pydantic_core::json {
namespace {

/// True when containers nest deeper than kMaxDepth (empty ones do not count).
///
/// Not a walk over all values: each container knows how many values it spans, so one whose span
/// exceeds its own direct values by too little to reach the limit is stepped over in one addition.
/// A text of records takes one step a record, a flat array of any length one step.
bool is_too_deep(const yyjson_val* root) {
  const yyjson_val* ends[kMaxDepth];  // of the containers being walked
  size_t depth = 0;
  const yyjson_val* at = root;
  while (true) {
    const auto tag = static_cast<uint8_t>(at->tag);
    constexpr uint8_t kContainer = YYJSON_TYPE_ARR & YYJSON_TYPE_OBJ;
    if ((tag & kContainer) == kContainer) {
      const size_t direct = static_cast<size_t>(at->tag >> YYJSON_TAG_BIT)
                            << ((tag & YYJSON_TYPE_MASK) == YYJSON_TYPE_OBJ);
      const size_t span = at->uni.ofs / sizeof(yyjson_val);  // itself included
      const size_t nested = span - 1 - direct;
      // One level for this container, and at most one for each value nested in its values.
      if (direct > 0 && depth + 1 + nested > kMaxDepth) {
        if (depth == kMaxDepth) return true;
        ends[depth++] = at + span;
        ++at;
        continue;
      }
      at += span;
    } else {
      ++at;
    }
    while (depth > 0 && at == ends[depth - 1]) --depth;
    if (depth == 0) return false;
  }
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// True when some run of digits is long enough to be an integer that upstream refuses; runs inside
/// strings count too, so the scanner must confirm. Such a run covers a multiple of its length, so
/// only one byte in 4,300 is looked at.
bool has_long_digit_run(std::string_view text) {
  for (size_t probe = kMaxIntegerLength; probe < text.size(); probe += kMaxIntegerLength) {
    if (!is_digit(text[probe])) continue;
    size_t begin = probe;
    size_t end = probe;
    while (begin > 0 && is_digit(text[begin - 1])) --begin;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - begin >= kMaxIntegerLength) return true;
  }
  return false;
}

/// Whether a text that begins with a bracket ends with its counterpart. A text that comes in pieces
/// mostly does not.
bool may_be_complete(std::string_view text) {
  constexpr std::string_view kBlanks = " \n\t\r";
  const size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos || (text[first] != '[' && text[first] != '{')) return true;
  return text[text.find_last_not_of(kBlanks)] == (text[first] == '[' ? ']' : '}');
}

constexpr ParseResult kOk{ParseResult::Status::ok, {}};
constexpr ParseResult kNoMemory{ParseResult::Status::no_memory, {}};

}  // namespace

void* DocumentMemory::allocate(void* self, size_t size) {
  auto& memory = *static_cast<DocumentMemory*>(self);
  const size_t rounded = (size + 15) & ~size_t{15};
  if (rounded < size || rounded > kRoom - memory.used_) return std::malloc(size);
  return memory.room_ + std::exchange(memory.used_, memory.used_ + rounded);
}

void* DocumentMemory::reallocate(void* self, void* old, size_t old_size, size_t size) {
  if (!static_cast<DocumentMemory*>(self)->is_within(old)) return std::realloc(old, size);
  if (size <= old_size) return old;
  void* place = allocate(self, size);
  if (place) std::memcpy(place, old, old_size);
  return place;
}

void DocumentMemory::release(void* self, void* old) {
  if (!static_cast<DocumentMemory*>(self)->is_within(old)) std::free(old);
}

bool Document::read(std::string_view text, yyjson_read_flag flags, yyjson_read_err& error) {
  memory_.reset();
  const yyjson_alc memory = memory_.allocator();
  // Without YYJSON_READ_INSITU the text is only read.
  doc_ = yyjson_read_opts(const_cast<char*>(text.data()), text.size(),
                          flags | YYJSON_READ_BIGNUM_AS_RAW, &memory, &error);
  return doc_ != nullptr;
}

ParseResult Document::parse(std::string_view text, ParseOptions options, Document& out) {
  // Partial mode ignores what follows the first value.
  const yyjson_read_flag flags =
      options.partial == PartialMode::off ? YYJSON_READ_NOFLAG : YYJSON_READ_STOP_WHEN_DONE;
  yyjson_read_err error;
  const bool is_tried = options.partial == PartialMode::off || may_be_complete(text);
  if (is_tried && out.read(text, flags, error)) {
    if (is_too_deep(out.doc_->root) || has_long_digit_run(text)) [[unlikely]] {
      Buffer unused;
      ParseResult result = scan(text, options, unused);
      if (!result.ok()) {
        yyjson_doc_free(std::exchange(out.doc_, nullptr));
        return result;
      }
    }
    return kOk;
  }
  if (is_tried && error.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION) return kNoMemory;

  Buffer completed;
  ParseResult result = scan(text, options, completed);
  if (!result.ok()) return result;
  if (options.partial != PartialMode::off) text = completed.view();
  if (!out.read(text, YYJSON_READ_ALLOW_INF_AND_NAN, error)) {
    if (error.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION) return kNoMemory;
    // The scanner and yyjson disagree: say where rather than accept.
    return {ParseResult::Status::invalid,
            JsonError::at(ErrorCode::expected_value, text, error.pos)};
  }
  return kOk;
}

}  // namespace pydantic_core::json
