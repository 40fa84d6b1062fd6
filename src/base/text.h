// base/text.h: text that is put together piece by piece; running out of memory is remembered, not
// thrown.
//
// A failed append makes the whole Text failed, so that a chain of appends needs one check at its
// end.
#pragma once

#include <charconv>
#include <concepts>
#include <cstring>
#include <string_view>

#include "base/vec.h"

namespace pydantic_core {

class Text {
 public:
  Text() = default;
  Text(Text&&) = default;
  Text& operator=(Text&&) = default;

  /// False once any append has failed; view() is then a prefix of no use.
  bool ok() const { return !failed_; }
  /// Makes the text failed: a part of it could not be had for want of memory.
  void fail() { failed_ = true; }
  std::string_view view() const { return {bytes_.data(), bytes_.size()}; }
  size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }
  void clear() { bytes_.clear(); }
  /// Room for a text whose size is known.
  void reserve(size_t size) { failed_ = failed_ || !bytes_.reserve_exactly(size); }

  Text& operator<<(std::string_view piece) {
    if (failed_ || !bytes_.append(piece.data(), piece.size())) failed_ = true;
    return *this;
  }
  /// A piece that has failed makes this one failed.
  Text& operator<<(const Text& piece) {
    failed_ = failed_ || piece.failed_;
    return *this << piece.view();
  }
  Text& operator<<(const char* piece) { return *this << std::string_view(piece); }
  Text& operator<<(char c) { return *this << std::string_view(&c, 1); }
  template <std::integral I>
  Text& operator<<(I number) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    return *this << std::string_view(digits, static_cast<size_t>(end - digits));
  }
  /// `piece` with every `from`, which is not empty, replaced by `to`.
  Text& append_replaced(std::string_view piece, std::string_view from, std::string_view to) {
    for (size_t at; (at = piece.find(from)) != std::string_view::npos;) {
      *this << piece.substr(0, at) << to;
      piece.remove_prefix(at + from.size());
    }
    return *this << piece;
  }

 private:
  Vec<char> bytes_;
  bool failed_ = false;
};

}  // namespace pydantic_core
