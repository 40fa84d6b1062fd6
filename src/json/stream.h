// json/stream.h: the reader of JSON text: value by value, or a value with everything inside it as a
// tree.
//
// A Stream reads the common forms of valid JSON, and gives up on everything else. It reports no
// errors, and a text that it gives up on may be valid (NaN, numbers of thousands of digits). The
// caller then reads the whole text as a Document (document.h), which decides. The one guarantee is:
// a text that was read to its end is valid by upstream's rules, and its values are upstream's.
//
// Scalars are read into a yyjson_val of the caller's. A string without escapes points into the text
// that is read. `tree` reads a value with everything inside it into an array, whose memory the
// stream uses again for the next tree. When memory runs out, the stream gives up as well. One
// thread uses a Stream at a time.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "json/eight_digits.h"
#include "json/nearest_double.h"
#include "json/plain_text.h"
#include "json/rules.h"
#include "json/value.h"

namespace pydantic_core::json {

class Stream {
 public:
  /// What comes next in a container: an item, at its first byte, or the container's end, which has
  /// then been read. `unread`: the stream gives up.
  enum class Next : uint8_t { item, end, unread };

  /// What is known of a text. Of a `valid` one, which the scanner has accepted, everything is read,
  /// NaN and Infinity too.
  enum class Trust : uint8_t { none, valid };

  /// `text` must have a NUL behind its end, and neither change nor go away while it is read.
  explicit Stream(std::string_view text, Trust trust = Trust::none)
      : at_(text.data()), end_(text.data() + text.size()), trust_(trust) {
    skip_blanks();
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  /// Enters a container, '[' or '{'.
  Next open(char bracket) {
    if (*at_ != bracket || (depth_ == kMaxDepth && trust_ == Trust::none)) return Next::unread;
    ++depth_;
    ++at_;
    skip_blanks();
    return *at_ == closing(bracket) ? leave() : Next::item;
  }
  /// Goes on after an item of the container that was entered by `bracket`.
  Next next(char bracket) {
    skip_blanks();
    if (*at_ == ',') [[likely]] {
      ++at_;
      skip_blanks();
      return Next::item;
    }
    return *at_ == closing(bracket) ? leave() : Next::unread;
  }
  /// Reads the key `name` and its colon, if they come next. False, without having moved, if they do
  /// not. Precondition: is_plain(name).
  [[gnu::always_inline]] bool take_key(std::string_view name) {
    const size_t size = name.size();
    if (*at_ != '"' || static_cast<size_t>(end_ - at_) < size + 2 || at_[size + 1] != '"' ||
        !utf8::is_same(at_ + 1, name.data(), size)) {
      return false;
    }
    return take_colon(at_ + size + 2);
  }
  /// Reads any key and its colon. False: the stream gives up. The text of the key is valid until
  /// the next read.
  bool key(yyjson_val& out) { return *at_ == '"' && string(out) && take_colon(at_); }

  /// Reads a scalar. False, without having moved: the value is a container, or the stream gives up.
  /// The text of the scalar is valid until the next read.
  [[gnu::always_inline]] bool scalar(yyjson_val& out) {
    switch (*at_) {
      case '"':
        return string(out);
      case 't':
        return word("true", YYJSON_TYPE_BOOL | YYJSON_SUBTYPE_TRUE, out);
      case 'f':
        return word("false", YYJSON_TYPE_BOOL | YYJSON_SUBTYPE_FALSE, out);
      case 'n':
        return word("null", YYJSON_TYPE_NULL, out);
      case '[':
      case '{':
        return false;
      default:
        return number(out);
    }
  }
  /// Reads a value with everything inside it. False: the stream gives up. The value is valid until
  /// the next read. In a partial mode, if the text ends within the value, a container, all that is
  /// open is closed after its last complete value (with `trailing_strings` a string that is cut off
  /// is one), and nothing can be read after that.
  bool tree(Value& out, PartialMode mode = PartialMode::off);

  /// Skips a value. False: the stream gives up.
  bool pass_over() {
    yyjson_val unused;
    Value unused_tree;
    return scalar(unused) || tree(unused_tree);
  }

  /// Where the next value begins.
  const char* place() const { return at_; }
  /// Whether nothing but blanks is left.
  bool at_end() {
    skip_blanks();
    return at_ == end_;
  }

 private:
  static constexpr char closing(char bracket) { return static_cast<char>(bracket + 2); }
  static bool is_digit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

  Next leave() {
    --depth_;
    ++at_;
    return Next::end;
  }
  [[gnu::always_inline]] void skip_blanks() {
    if (static_cast<unsigned char>(*at_) > ' ') [[likely]]
      return;
    while (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t') ++at_;
  }
  /// Passes the colon after the key that ends before `place`. False, without having moved, if there
  /// is none.
  [[gnu::always_inline]] bool take_colon(const char* place) {
    const char* const before = at_;
    at_ = place;
    skip_blanks();
    if (*at_ != ':') {
      at_ = before;
      return false;
    }
    ++at_;
    skip_blanks();
    return true;
  }
  template <size_t N>
  bool word(const char (&text)[N], uint64_t tag, yyjson_val& out) {
    constexpr size_t kSize = N - 1;
    if (static_cast<size_t>(end_ - at_) < kSize || std::memcmp(at_, text, kSize) != 0) return false;
    at_ += kSize;
    out.tag = tag;
    return true;
  }
  /// Most strings end within one block.
  [[gnu::always_inline]] bool string(yyjson_val& out) {
    const char* const begin = at_ + 1;
    if (end_ - begin >= static_cast<ptrdiff_t>(kPlainBlock)) [[likely]] {
      const PlainPrefix plain = plain_prefix(begin);
      if (plain.size != kPlainBlock) [[likely]] {
        if (!plain.ascii && !utf8::is_valid({begin, plain.size})) return false;
        return end_string(begin + plain.size, out);
      }
    }
    return any_string(out);
  }
  bool any_string(yyjson_val& out);
  /// Ends a string at `stop`, its first byte that is not plain. The bytes before it are valid
  /// UTF-8.
  [[gnu::always_inline]] bool end_string(const char* stop, yyjson_val& out) {
    if (*stop != '"') [[unlikely]]
      return *stop == '\\' && escaped_string(stop, out);
    set_text(out, at_ + 1, static_cast<size_t>(stop - at_ - 1));
    at_ = stop + 1;
    return true;
  }
  static void set_text(yyjson_val& out, const char* text, size_t size) {
    out.tag = static_cast<uint64_t>(size) << YYJSON_TAG_BIT | YYJSON_TYPE_STR;
    out.uni.str = text;
  }
  bool number(yyjson_val& out) {
    static constexpr double kPowers[] = {1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                         1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char* at = at_;
    const bool minus = *at == '-';
    at += minus;
    const char* const digits = at;
    uint64_t value = 0;  // wraps where there are too many digits, and is then not used
    const auto read_digits = [&](const char* stop) {
      for (; at != stop && is_digit(*at); ++at)
        value = value * 10 + static_cast<uint64_t>(*at - '0');
    };
    read_digits(at + 19);  // more are a number for long_number
    const ptrdiff_t whole = at - digits;
    if (whole == 0 || whole > 18 || (whole > 1 && *digits == '0')) return long_number(out);
    if (*at == '.') {
      const char* const point = at++;
      // Most fractions are short, and the others have all digits that a double can have.
      read_digits(at + 4);
      if (at == point + 5) [[unlikely]] {
        for (; end_ - at >= 8 && are_eight_digits(at); at += 8)
          value = value * 100'000'000 + eight_digits(at);
        read_digits(nullptr);
      }
      const ptrdiff_t fraction = at - point - 1;
      if (fraction == 0 || whole + fraction > 19 || (*at | 0x20) == 'e') return long_number(out);
      double real;
      if (whole + fraction <= 15) {
        // Both are exact as doubles, and one division rounds once.
        real = static_cast<double>(value) / kPowers[fraction];
      } else if (value == 0 || !nearest_double(value, -static_cast<int>(fraction), real)) {
        return long_number(out);
      }
      out.tag = YYJSON_TYPE_NUM | YYJSON_SUBTYPE_REAL;
      out.uni.f64 = minus ? -real : real;
    } else {
      if ((*at | 0x20) == 'e' || (minus && value == 0)) return long_number(out);
      out.tag = YYJSON_TYPE_NUM | (minus ? YYJSON_SUBTYPE_SINT : YYJSON_SUBTYPE_UINT);
      out.uni.u64 = minus ? 0 - value : value;
    }
    at_ = at;
    return true;
  }
  /// Reads any number through yyjson.
  bool long_number(yyjson_val& out);
  /// Reads a string whose first escape is at `escape`. The bytes before it are valid UTF-8.
  bool escaped_string(const char* escape, yyjson_val& out);
  /// Reads a string that the text ends in the midst of.
  bool cut_string(yyjson_val& out);
  /// Takes the text of the string at at_, which ends at `end`. The bytes before `escape` are valid
  /// and have no escapes; they are copied as they are.
  bool unescape(const char* escape, const char* end, yyjson_val& out);

  /// Appends the next value, with everything inside it, to `values_`. If it gives up, `open` is the
  /// index of the innermost container that is open, or kNone.
  bool add_tree(uint32_t& open);
  bool add_key();
  uint32_t close(uint32_t open);
  /// Closes what is open, `open` the innermost, because the text ends here. False: it does not.
  bool end_early(uint32_t open, bool keeps_cut_string);

  const char* at_;  // never beyond end_, where a NUL stands
  const char* const end_;
  const Trust trust_;
  size_t depth_ = 0;            // of the containers that were entered
  Vec<yyjson_val, 64> values_;  // of the last tree
  Arena unescaped_;  // text of strings that have escapes: of the last one, or all of a tree
  bool in_tree_ = false;
};

}  // namespace pydantic_core::json
