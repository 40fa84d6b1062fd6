// json/scanner.cc: the exact scanner: one loop over the text with a stack of open containers, which
// is bounded by kMaxDepth. Positions of errors are upstream's, byte for byte, and some of them look
// odd: a string with bad UTF-8 is reported at the offset that the bytes have after unescaping, a
// short \u escape at the end of the whole text.
//
// Partial mode. A soft error inside a container ends that container after its last complete value;
// reading goes on in the parent *at the same byte*, which usually is a soft error there too, until
// all is closed; but `[{"a": 1], 2` gives [{"a": 1}], because the stray `]` closes the list. The
// completed text is the input with the unfinished tails cut out and the missing brackets put in.
#include "json/scanner.h"

#include <algorithm>

#include "base/edition.h"
#include "base/utf8.h"
#include "json/plain_text.h"

namespace pydantic_core::json {
namespace {

class Scanner {
 public:
  Scanner(std::string_view text, ParseOptions options, Buffer& completed)
      : text_(text), options_(options), completed_(completed) {}

  ParseResult run() {
    if (!scan_text()) return {ParseResult::Status::invalid, JsonError::at(code_, text_, error_at_)};
    if (partial()) copy_up_to(kept_);
    if (completed_.failed()) return {ParseResult::Status::no_memory, {}};
    return {ParseResult::Status::ok, {}};
  }

 private:
  /// Where the loop stands: before a value, or after one (in the container on top, if any).
  enum class Step : uint8_t { value, after_value };

  // --- the loop ------------------------------------------------------------------------------

  bool scan_text() {
    if (!skip_space()) return fail(ErrorCode::eof_value, at_);
    Step step = Step::value;
    while (true) {
      const bool done = step == Step::value ? value(step) : next_in_container(step);
      if (!done && !(depth_ > 0 && forgive(step))) return false;
      if (step == Step::after_value && depth_ == 0) break;
    }
    if (partial()) return true;
    if (skip_space()) return fail(ErrorCode::trailing_characters, at_);
    return true;
  }

  /// Reads the value at `at_`, or opens it when it is a container that is not empty. Every path
  /// that completes a value marks it as kept.
  bool value(Step& step) {
    step = Step::after_value;
    switch (peek()) {
      case '[':
        return open('[', step);
      case '{':
        return open('{', step);
      case '"': {
        if (!string(options_.partial == PartialMode::trailing_strings)) return false;
        break;
      }
      case 't':
        if (!ident("rue")) return false;
        break;
      case 'f':
        if (!ident("alse")) return false;
        break;
      case 'n':
        if (!ident("ull")) return false;
        break;
      default:
        if (!number()) return false;
    }
    kept_ = at_;
    return true;
  }

  /// Opens a list or an object and goes to its first value. An empty container is a complete value.
  /// So is, in a partial mode, one whose text ends before its first value.
  bool open(char bracket, Step& step) {
    ++at_;
    const size_t inside = at_;
    const bool list = bracket == '[';
    if (!skip_space()) {
      fail(list ? ErrorCode::eof_list : ErrorCode::eof_object, at_);
    } else if (peek() == (list ? ']' : '}')) {
      ++at_;
      kept_ = at_;
      return true;
    } else if (list || (first_key() && before_value())) {
      if (depth_ == kMaxDepth) return fail(ErrorCode::recursion_limit, at_);
      is_list_[depth_++] = list;
      kept_ = inside;
      step = Step::value;
      return true;
    }
    if (!partial() || !is_soft(code_)) return false;
    kept_ = inside;
    close(list);
    return true;
  }

  bool first_key() { return peek() == '"' ? key() : fail(ErrorCode::key_must_be_string, at_); }

  bool before_value() { return skip_space() || fail(ErrorCode::eof_value, at_); }

  /// After a value: goes to the next value of this container, or leaves the container.
  bool next_in_container(Step& step) {
    const bool list = is_list_[depth_ - 1];
    if (!skip_space()) return fail(list ? ErrorCode::eof_list : ErrorCode::eof_object, at_);
    const char close_bracket = list ? ']' : '}';
    if (peek() == close_bracket) {
      kept_ = ++at_;
      --depth_;
      return true;
    }
    if (peek() != ',') {
      return fail(
          list ? ErrorCode::expected_list_comma_or_end : ErrorCode::expected_object_comma_or_end,
          at_);
    }
    ++at_;
    if (!before_value()) return false;
    if (peek() == close_bracket) return fail(ErrorCode::trailing_comma, at_);
    if (!list && !(first_key() && before_value())) return false;
    step = Step::value;
    return true;
  }

  /// In a partial mode, turns a soft error into the end of the container on top.
  bool forgive(Step& step) {
    if (!partial() || !is_soft(code_)) return false;
    --depth_;
    close(is_list_[depth_]);
    step = Step::after_value;
    return true;
  }

  // --- the completed text --------------------------------------------------------------------

  bool partial() const { return options_.partial != PartialMode::off; }

  void copy_up_to(size_t end) {
    if (end > copied_) completed_.append(text_.substr(copied_, end - copied_));
    copied_ = end;
  }

  /// Ends a container that the text does not end: drops what follows its last complete value.
  void close(bool list) {
    copy_up_to(kept_);
    completed_.append(list ? ']' : '}');
    copied_ = kept_ = at_;
  }

  // --- tokens --------------------------------------------------------------------------------

  bool fail(ErrorCode code, size_t index) {
    code_ = code;
    error_at_ = index;
    return false;
  }

  bool at_end(size_t i) const { return i >= text_.size(); }
  char peek() const { return text_[at_]; }

  bool is_digit_at(size_t i) const { return !at_end(i) && text_[i] >= '0' && text_[i] <= '9'; }

  /// Moves to the next byte that is not white space; false at the end of the text.
  bool skip_space() {
    for (; !at_end(at_); ++at_) {
      const char c = text_[at_];
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') return true;
    }
    return false;
  }

  /// The rest of a literal after the letter at `i`; `at_` moves only on success.
  bool ident_at(size_t i, std::string_view rest) {
    for (char expected : rest) {
      ++i;
      if (at_end(i)) return fail(ErrorCode::eof_value, i);
      if (text_[i] != expected) return fail(ErrorCode::expected_ident, i);
    }
    at_ = i + 1;
    return true;
  }
  bool ident(std::string_view rest) { return ident_at(at_, rest); }

  bool key() {
    if (!string(false)) return false;
    if (!skip_space()) return fail(ErrorCode::eof_object, at_);
    if (peek() != ':') return fail(ErrorCode::expected_colon, at_);
    ++at_;
    return true;
  }

  bool number() {
    size_t i = at_;
    const bool negative = text_[i] == '-';
    if (text_[i] == 'N') {
      return options_.allow_inf_nan ? ident("aN") : fail(ErrorCode::expected_value, i);
    }
    if (negative && at_end(++i)) return fail(ErrorCode::eof_value, i);
    if (text_[i] == 'I') {
      if (options_.allow_inf_nan) return ident_at(i, "nfinity");
      return fail(negative ? ErrorCode::invalid_number : ErrorCode::expected_value, i);
    }
    if (!is_digit_at(i)) {
      return negative ? fail(ErrorCode::invalid_number, i) : fail(ErrorCode::expected_value, at_);
    }
    if (text_[i] == '0') {
      if (is_digit_at(++i)) return fail(ErrorCode::invalid_number, i);
    } else {
      while (is_digit_at(i)) ++i;
      const size_t begin = kIntLimitIsOfDigits ? at_ + negative : at_;
      if (i - begin > kMaxIntegerLength) {
        return fail(ErrorCode::number_out_of_range, begin + kMaxIntegerLength + 1);
      }
    }
    if (!at_end(i) && text_[i] == '.') {
      ++i;
      if (!digits(i)) return false;
    }
    if (!at_end(i) && (text_[i] == 'e' || text_[i] == 'E')) {
      ++i;
      if (!at_end(i) && (text_[i] == '+' || text_[i] == '-')) ++i;
      if (!digits(i)) return false;
    }
    at_ = i;
    return true;
  }

  /// One digit or more at `i`.
  bool digits(size_t& i) {
    if (at_end(i)) return fail(ErrorCode::eof_value, i);
    if (!is_digit_at(i)) return fail(ErrorCode::invalid_number, i);
    while (is_digit_at(i)) ++i;
    return true;
  }

  // --- strings -------------------------------------------------------------------------------

  /// The string at `at_`; `at_` moves past it only on success. With `open_end` it may also end with
  /// the text, and then is closed in the completed text, as is one whose last sequence is cut off.
  bool string(bool open_end) {
    const size_t begin = at_ + 1;
    bool ascii = true;
    size_t i = begin;
    size_t end;  // of the content that is kept
    while (true) {
      i += plain_blocks(text_.substr(i), ascii);
      if (at_end(i)) {
        if (!open_end) return fail(ErrorCode::eof_string, i);
        end = i;
        break;
      }
      const auto c = static_cast<unsigned char>(text_[i]);
      if (c == '"') {
        end = i++;
        break;
      }
      if (c < 0x20) return fail(ErrorCode::control_character, i);
      if (c == '\\') {
        const size_t backslash = i;
        char32_t unused;
        if (!escape(i, unused)) {
          if (!open_end || code_ != ErrorCode::eof_string) return false;
          end = backslash;
          i = text_.size();
          break;
        }
      } else {
        ascii &= c < 0x80;
        ++i;
      }
    }
    const bool closed = end + 1 == i && text_[end] == '"';
    size_t valid_end = end;
    if (!ascii && !check_utf8(begin, end, open_end, valid_end)) return false;
    if (!closed || valid_end != end) {
      copy_up_to(valid_end);
      completed_.append('"');
      copied_ = i;
    }
    at_ = i;
    return true;
  }

  /// The escape whose backslash is at `i`: its code point, and `i` moves past it.
  bool escape(size_t& i, char32_t& code_point) {
    ++i;
    if (at_end(i)) return fail(ErrorCode::eof_string, i);
    code_point = 0;  // of a short escape only the size matters, and each stands for one ASCII byte
    if (text_[i] == 'u') return unicode_escape(i, code_point);
    if (std::string_view("\"\\/bfnrt").find(text_[i]) == std::string_view::npos) {
      return fail(ErrorCode::invalid_escape, i);
    }
    ++i;
    return true;
  }

  /// The four digits after the `u` at `i`, and a second escape after a leading surrogate.
  bool unicode_escape(size_t& i, char32_t& code_point) {
    char32_t unit;
    if (!hex4(i, unit)) return false;
    if (unit >= 0xDC00 && unit <= 0xDFFF) return fail(ErrorCode::lone_leading_surrogate, i - 1);
    code_point = unit;
    if (unit < 0xD800 || unit > 0xDFFF) return true;
    if (at_end(i)) return fail(ErrorCode::eof_string, i);
    if (text_[i] != '\\') return fail(ErrorCode::unexpected_end_of_hex_escape, i);
    if (at_end(i + 1)) return fail(ErrorCode::eof_string, i + 1);
    if (text_[i + 1] != 'u') return fail(ErrorCode::unexpected_end_of_hex_escape, i + 1);
    ++i;
    if (!hex4(i, unit)) return false;
    if (unit < 0xDC00 || unit > 0xDFFF) return fail(ErrorCode::lone_leading_surrogate, i - 1);
    code_point = 0x10000 + ((code_point - 0xD800) << 10 | (unit - 0xDC00));
    return true;
  }

  /// Four hexadecimal digits after the `u` at `i`, which moves past them. Fewer than four bytes
  /// left is the end of the text, whatever they are.
  bool hex4(size_t& i, char32_t& unit) {
    if (text_.size() - i < 5) return fail(ErrorCode::eof_string, text_.size());
    unit = 0;
    for (const size_t end = i + 4; i < end;) {
      const char c = text_[++i];
      const char lower = static_cast<char>(c | 0x20);
      int digit;
      if (c >= '0' && c <= '9') {
        digit = c - '0';
      } else if (lower >= 'a' && lower <= 'f') {
        digit = lower - 'a' + 10;
      } else {
        return fail(ErrorCode::invalid_escape, i);
      }
      unit = unit << 4 | static_cast<char32_t>(digit);
    }
    ++i;
    return true;
  }

  /// Validates the content between `begin` and `end`, whose escapes are known to be good, run by
  /// run between escapes. A sequence cut off at `end` is dropped when `open_end`.
  bool check_utf8(size_t begin, size_t end, bool open_end, size_t& valid_end) {
    size_t unescaped = 0;  // bytes of the string's value so far
    for (size_t i = begin; i < end;) {
      const size_t run_end = std::min(text_.find('\\', i), end);
      const auto run = text_.substr(i, run_end - i);
      const auto [valid, incomplete] = utf8::check(run);
      if (valid < run.size()) {
        if (!incomplete || run_end < end || !open_end) {
          return fail(ErrorCode::invalid_code_point,
                      begin + unescaped + valid + by_edition({size_t{1}, size_t{0}}));
        }
        valid_end = i + valid;
        return true;
      }
      unescaped += run.size();
      i = run_end;
      if (i < end) {
        char32_t code_point;
        if (!escape(i, code_point)) return false;
        char bytes[4];
        unescaped += utf8::encode(code_point, bytes);
      }
    }
    return true;
  }

  const std::string_view text_;
  const ParseOptions options_;
  Buffer& completed_;

  size_t at_ = 0;
  bool is_list_[kMaxDepth];  ///< the open containers, outermost first
  size_t depth_ = 0;

  ErrorCode code_{};  ///< of the last failure
  size_t error_at_ = 0;

  size_t kept_ = 0;    ///< end of the last complete value, or of the bracket before any
  size_t copied_ = 0;  ///< the text before this is in `completed_`
};

}  // namespace

ParseResult scan(std::string_view text, ParseOptions options, Buffer& completed) {
  return Scanner(text, options, completed).run();
}

}  // namespace pydantic_core::json
