// serialize/output/json_text.h: the JSON text of one call: the bytes so far, their layout, and the
// call's way with non-ASCII.
//
// What is not short grows inside a bytes object, which is handed out at the end without a copy. A
// write that runs out of memory is remembered by the buffer and found by finish(); nodes do not
// check.
#pragma once

#include <optional>

#include "base/arena.h"
#include "json/writer.h"
#include "py/str.h"

namespace pydantic_core {

/// A key of a JSON object, written once when the schema is built: `,"name":`, as it is in compact
/// JSON with UTF-8 (JsonText::plain). Short ones lie in a block, which is copied whole.
class PreparedKey {
 public:
  static constexpr size_t kBlock = 32;

  /// Of a name in UTF-8. It lies in `arena`, which must outlive the key; false when the heap is
  /// exhausted.
  [[nodiscard]] bool set(std::string_view name, Arena& arena);
  /// Writes it to `out`, and makes room for `count` bytes after it: returns where they go, or
  /// nullptr when memory ran out. Both count as written with the commit of the bytes' end.
  char* reserve(json::Buffer& out, size_t count) const {
    char* const at = out.reserve(size_ + kBlock + count);
    if (at == nullptr) [[unlikely]]
      return nullptr;
    std::memcpy(at, data_, kBlock);
    if (size_ > kBlock) [[unlikely]]
      std::memcpy(at, data_, size_);
    return at + size_;
  }
  /// Writes it alone.
  void write(json::Buffer& out) const {
    if (char* end = reserve(out, 0)) [[likely]]
      out.commit(end);
  }

 private:
  char* make_room(size_t size, Arena& arena);
  bool set_escaped(std::string_view name, Arena& arena);

  char* data_ = nullptr;
  size_t size_ = 0;
};

class JsonText {
 public:
  JsonText(std::optional<size_t> indent, bool ascii)
      : buffer_(&reallocate, this, first_, sizeof first_),
        layout_(indent ? json::Layout::indented(*indent) : json::Layout::compact()),
        plain_(!indent && !ascii),
        ascii_(ascii) {}
  ~JsonText();

  void null() { buffer_.append("null"); }
  void boolean(bool value) {
    buffer_.append(value ? std::string_view("true") : std::string_view("false"));
  }
  template <class Integer>
  void integer(Integer value) {
    json::write_integer(buffer_, value);
  }
  /// Not-a-number and infinities come out as NaN, Infinity and -Infinity.
  void number(double value) { json::write_double(buffer_, value); }
  void string(std::string_view utf8) {
    if (ascii_) [[unlikely]] {
      json::write_ascii_string(buffer_, utf8);
    } else {
      json::write_string(buffer_, utf8);
    }
  }
  /// A str (or subclass). False with UnicodeEncodeError set for lone surrogates.
  [[nodiscard]] bool string(Borrowed text) {
    std::string_view utf8;
    if (!py::utf8(text, utf8)) [[unlikely]]
      return false;
    string(utf8);
    return true;
  }
  /// Text that is JSON already.
  void raw(std::string_view json) { buffer_.append(json); }

  json::Buffer& buffer() { return buffer_; }
  json::Layout& layout() { return layout_; }
  /// Compact, with UTF-8 as it is: prepared keys are valid as they are.
  bool plain() const { return plain_; }

  /// Makes room for about `size` bytes ahead, and for what the last write asks for beyond its
  /// bytes: without that a text of the expected size would grow, which copies it, at its very end.
  void expect(size_t size) {
    if (size + kSlack > sizeof first_) (void)buffer_.reserve(size + kSlack);
  }
  /// The bytes object; empty with MemoryError set.
  Ref finish();

 private:
  static char* reallocate(void* context, char* old, size_t capacity);

  static constexpr size_t kSlack = 128;

  PyObject* bytes_ = nullptr;  // what buffer_'s bytes are the content of; nullptr: first_
  json::Buffer buffer_;
  json::Layout layout_;
  bool plain_;
  bool ascii_;
  char first_[512];  // where short texts stay until their size is known
};

/// The items of a JSON array, or the pairs of an object, while they are written.
class JsonItems {
 public:
  JsonItems(JsonText& out, char open, char close)
      : out_(out), start_(out.layout().begin(out.buffer())), open_(open), close_(close) {}

  /// Before each item of an array.
  void item() { out_.layout().element(out_.buffer()); }
  /// Before each value of an object: its key.
  void key(std::string_view utf8) {
    item();
    out_.string(utf8);
    out_.layout().colon(out_.buffer());
  }
  /// The same for a str that has UTF-8. False with UnicodeEncodeError set when it has not.
  [[nodiscard]] bool key(Borrowed text) {
    std::string_view utf8;
    if (!py::utf8(text, utf8)) [[unlikely]]
      return false;
    key(utf8);
    return true;
  }
  [[gnu::always_inline]] void end() { out_.layout().end(out_.buffer(), start_, open_, close_); }

 private:
  JsonText& out_;
  size_t start_;
  char open_;
  char close_;
};

inline JsonItems json_array(JsonText& out) { return JsonItems(out, '[', ']'); }
inline JsonItems json_object(JsonText& out) { return JsonItems(out, '{', '}'); }

}  // namespace pydantic_core
