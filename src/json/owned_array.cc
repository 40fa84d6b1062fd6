// json/owned_array.cc: values are copied as one block. Containers refer to their content by
// offsets, which stay right; strings point to their bytes, and get new pointers.
#include "json/owned_array.h"

#include <cstdlib>
#include <cstring>

namespace pydantic_core::json {
namespace {

/// Whether a value points to text: a string, or a number that is kept as written.
bool has_text(const yyjson_val& value) {
  const auto type = static_cast<uint8_t>(value.tag) & YYJSON_TYPE_MASK;
  return type == YYJSON_TYPE_STR || type == YYJSON_TYPE_RAW;
}

size_t text_size(const yyjson_val& value) {
  return static_cast<size_t>(value.tag >> YYJSON_TAG_BIT);
}

/// Copies a value that has text, and the text to `text`, whose end is returned.
char* copy_text(yyjson_val& to, const yyjson_val& from, char* text) {
  const size_t size = text_size(from);
  std::memcpy(text, from.uni.str, size);
  to.tag = from.tag;
  to.uni.str = text;
  return text + size;
}

/// Bytes of the character that begins with `first`.
size_t character_size(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

}  // namespace

OwnedArray::~OwnedArray() { std::free(values_); }

char* OwnedArray::allocate(size_t size, size_t count, size_t text) {
  if (count >= (SIZE_MAX - text) / sizeof(yyjson_val)) return nullptr;
  const size_t bytes = (count + 1) * sizeof(yyjson_val);
  values_ = static_cast<yyjson_val*>(std::malloc(bytes + text));
  if (values_ == nullptr) return nullptr;
  values_->tag = static_cast<uint64_t>(size) << YYJSON_TAG_BIT | YYJSON_TYPE_ARR;
  values_->uni.ofs = bytes;
  return reinterpret_cast<char*>(values_) + bytes;
}

bool OwnedArray::copy(Value array) {
  const yyjson_val* const first = array.raw() + 1;
  const yyjson_val* const last = (*array.as_array().end()).raw();
  size_t bytes = 0;
  for (const yyjson_val* at = first; at != last; ++at) bytes += has_text(*at) ? text_size(*at) : 0;
  char* text = allocate(array.size(), static_cast<size_t>(last - first), bytes);
  if (text == nullptr) return false;
  yyjson_val* to = values_ + 1;
  for (const yyjson_val* at = first; at != last; ++at, ++to) {
    if (has_text(*at)) {
      text = copy_text(*to, *at, text);
    } else {
      *to = *at;
    }
  }
  return true;
}

bool OwnedArray::copy_keys(Value object) {
  size_t bytes = 0;
  for (Member member : object.as_object()) bytes += member.key.size();
  char* text = allocate(object.size(), object.size(), bytes);
  if (text == nullptr) return false;
  yyjson_val* to = values_ + 1;
  for (Member member : object.as_object()) text = copy_text(*to++, *member.key.raw(), text);
  return true;
}

bool OwnedArray::copy_characters(std::string_view text) {
  size_t count = 0;
  for (size_t i = 0; i < text.size(); i += character_size(text[i])) ++count;
  char* bytes = allocate(count, count, text.size());
  if (bytes == nullptr) return false;
  yyjson_val* to = values_ + 1;
  while (!text.empty()) {
    const std::string_view character = text.substr(0, character_size(text.front()));
    to->tag = static_cast<uint64_t>(character.size()) << YYJSON_TAG_BIT | YYJSON_TYPE_STR;
    to->uni.str = bytes;
    bytes += character.copy(bytes, character.size());
    text.remove_prefix(character.size());
    ++to;
  }
  return true;
}

}  // namespace pydantic_core::json
