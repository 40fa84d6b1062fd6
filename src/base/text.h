// base/text.h: text that is built piece by piece. The Text records when memory runs out.
//
// A failed append makes the whole Text failed, so that a chain of appends needs one check at its
// end. One thread uses a Text at a time.
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

  /// False once any append has failed; view() is then incomplete.
  bool ok() const { return !failed_; }
  /// Marks the text as failed, for a caller that ran out of memory while it made a piece.
  void fail() { failed_ = true; }
  std::string_view view() const { return {bytes_.data(), bytes_.size()}; }
  size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }
  void clear() { bytes_.clear(); }
  /// Makes room for exactly `size` bytes.
  void reserve(size_t size) { failed_ = failed_ || !bytes_.reserve_exactly(size); }

  Text& operator<<(std::string_view piece) {
    if (failed_ || !bytes_.append(piece.data(), piece.size())) failed_ = true;
    return *this;
  }
  /// A failed piece makes this text failed.
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
  /// Appends `piece` with every `from` (not empty) replaced by `to`.
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
