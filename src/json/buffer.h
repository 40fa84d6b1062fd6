// json/buffer.h: a growable run of bytes for JSON output. Appending never reports failure: when
// memory runs out the buffer becomes `failed`, ignores what follows, and the caller asks once at
// the end. That keeps the serializers' hot path at one comparison a write.
//
// Growth goes through a function of the owner, so that the Python half can let the bytes grow
// inside a bytes object and hand that out without a copy.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace pydantic_core::json {

class Buffer {
 public:
  /// Reallocates like std::realloc: returns storage of `capacity` bytes that begins with the bytes
  /// of `old` (null at first), or null and leaves `old` alone. Capacity 0 frees and returns null.
  using Reallocate = char* (*)(void* context, char* old, size_t capacity);

  Buffer() : Buffer(&heap, nullptr) {}
  Buffer(Reallocate reallocate, void* context) : reallocate_(reallocate), context_(context) {}
  /// Begins with `size` bytes of storage at `first`, which `reallocate` can grow and free.
  Buffer(Reallocate reallocate, void* context, char* first, size_t size)
      : begin_(first), at_(first), end_(first + size), reallocate_(reallocate), context_(context) {}
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;
  ~Buffer() {
    if (begin_) reallocate_(context_, begin_, 0);
  }

  /// True once memory ran out; the content is then a useless prefix.
  bool failed() const { return failed_; }
  size_t size() const { return static_cast<size_t>(at_ - begin_); }
  std::string_view view() const { return {begin_, size()}; }

  void append(char c) {
    if (at_ == end_) [[unlikely]] {
      if (!grow(1)) return;
    }
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): where there is room, at_ is not null.
    *at_++ = c;
  }

  void append(std::string_view bytes) {
    if (char* out = reserve(bytes.size())) [[likely]] {
      if (!bytes.empty()) std::memcpy(out, bytes.data(), bytes.size());
      at_ += bytes.size();
    }
  }

  /// Drops what was written after the first `size` bytes.
  void truncate(size_t size) {
    if (!failed_) [[likely]]
      at_ = begin_ + size;
  }
  /// Replaces the byte at `place`, which has been written.
  void set(size_t place, char c) {
    if (!failed_) [[likely]]
      begin_[place] = c;
  }

  void append_repeated(char c, size_t count) {
    if (char* out = reserve(count)) [[likely]] {
      if (count) std::memset(out, c, count);
      at_ += count;
    }
  }

  /// Room for `count` (> 0) more bytes, or null when memory ran out. The bytes written there become
  /// content by `commit`, which gets their end.
  char* reserve(size_t count) {
    if (static_cast<size_t>(end_ - at_) < count) [[unlikely]] {
      if (!grow(count)) return nullptr;
    }
    return at_;
  }
  void commit(char* end) { at_ = end; }

  /// Gives up the bytes and starts empty: the caller now owns what `reallocate` returned.
  char* release() {
    char* bytes = begin_;
    begin_ = at_ = end_ = nullptr;
    return bytes;
  }

 private:
  static char* heap(void*, char* old, size_t capacity) {
    if (capacity == 0) {
      std::free(old);
      return nullptr;
    }
    return static_cast<char*>(std::realloc(old, capacity));
  }

  /// Makes room for `count` more bytes; doubles, so that appending stays linear.
  [[gnu::noinline]] bool grow(size_t count) {
    if (failed_) return false;
    const size_t used = size();
    const size_t capacity = static_cast<size_t>(end_ - begin_);
    size_t wanted = capacity < kFirst / 2 ? kFirst : capacity * 2;
    if (wanted < capacity || wanted - used < count) wanted = used + count;
    char* bytes = wanted < used ? nullptr : reallocate_(context_, begin_, wanted);
    if (!bytes) {
      failed_ = true;
      end_ = at_;
      return false;
    }
    begin_ = bytes;
    at_ = bytes + used;
    end_ = bytes + wanted;
    return true;
  }

  static constexpr size_t kFirst = 1024;

  char* begin_ = nullptr;
  char* at_ = nullptr;
  char* end_ = nullptr;
  Reallocate reallocate_;
  void* context_;
  bool failed_ = false;
};

}  // namespace pydantic_core::json
