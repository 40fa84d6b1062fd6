// json/stream.cc: the rarer parts of reading value by value: escapes, long numbers, and whole
// trees.
#include "json/stream.h"

#include <cstring>
#include <utility>

namespace pydantic_core::json {
namespace {

/// The value of each hexadecimal digit; 0xFF for all other bytes.
struct HexTable {
  uint8_t of[256];
  constexpr HexTable() : of{} {
    for (uint8_t& value : of) value = 0xFF;
    for (uint8_t i = 0; i < 10; ++i) of['0' + i] = i;
    for (uint8_t i = 0; i < 6; ++i) of['a' + i] = of['A' + i] = static_cast<uint8_t>(10 + i);
  }
};
constexpr HexTable kHex;

/// Reads four hexadecimal digits. False where one of the bytes is no digit; all four must be
/// readable.
bool hex4(const char* at, char32_t& out) {
  const auto digit = [&](int i) { return uint32_t{kHex.of[static_cast<unsigned char>(at[i])]}; };
  const uint32_t digits[] = {digit(0), digit(1), digit(2), digit(3)};
  out = digits[0] << 12 | digits[1] << 8 | digits[2] << 4 | digits[3];
  return (digits[0] | digits[1] | digits[2] | digits[3]) < 16;
}

/// The code point of the \u escape whose digits are at `at`, which moves past it. False for a lone
/// surrogate.
bool unicode_escape(const char*& at, const char* end, char32_t& out) {
  if (end - at < 4 || !hex4(at, out)) return false;
  at += 4;
  if (out < 0xD800 || out > 0xDFFF) return true;
  char32_t low;
  if (out > 0xDBFF || end - at < 6 || at[0] != '\\' || at[1] != 'u' || !hex4(at + 2, low) ||
      low < 0xDC00 || low > 0xDFFF) {
    return false;
  }
  at += 6;
  out = 0x10000 + ((out - 0xD800) << 10 | (low - 0xDC00));
  return true;
}

/// Copies the plain bytes at `at`, if any, to `to`; both pointers move past them. False when they
/// are not valid UTF-8. The byte at `end` is not plain, and `to` has room for all bytes before it.
bool copy_plain(const char*& at, const char* end, char*& to) {
  const char* const run = at;
  bool ascii = true;
  uint32_t size = kPlainBlock;
  while (size == kPlainBlock && end - at >= static_cast<ptrdiff_t>(kPlainBlock)) {
    const PlainPrefix plain = plain_prefix(at);
    std::memcpy(to, at, kPlainBlock);
    size = plain.size;
    at += size;
    to += size;
    ascii &= plain.ascii;
  }
  for (; is_plain_byte(*at); ++at) {
    ascii &= static_cast<unsigned char>(*at) < 0x80;
    *to++ = *at;
  }
  return ascii || utf8::is_valid({run, static_cast<size_t>(at - run)});
}

/// What a backslash and this character stand for; 0 if that is no escape.
char simple_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

/// The first quote from `at` on that is not escaped, or nullptr. `at` is not within an escape.
const char* find_quote(const char* at, const char* end) {
  const char* const begin = at;
  while (true) {
    const auto* quote =
        static_cast<const char*>(std::memchr(at, '"', static_cast<size_t>(end - at)));
    if (quote == nullptr) return nullptr;
    const char* before = quote;
    while (before > begin && before[-1] == '\\') --before;
    if ((quote - before) % 2 == 0) return quote;
    at = quote + 1;
  }
}

constexpr uint32_t kNone = UINT32_MAX;
/// What the tag of a container grows by with each item.
constexpr uint64_t kOneItem = uint64_t{1} << YYJSON_TAG_BIT;

}  // namespace

bool Stream::long_number(yyjson_val& out) {
  const bool valid = trust_ == Trust::valid;
  if (*at_ != '-' && !is_digit(*at_) && !valid) return false;
  yyjson_read_flag flags = YYJSON_READ_BIGNUM_AS_RAW;
  if (valid) flags |= YYJSON_READ_ALLOW_INF_AND_NAN;
  const char* const end = yyjson_read_number(at_, &out, flags, nullptr, nullptr);
  // The scanner decides about longer ones: only integers have a limit, and editions count the sign
  // differently.
  if (end == nullptr || (!valid && static_cast<size_t>(end - at_) > kMaxIntegerLength))
    return false;
  at_ = end;
  return true;
}

bool Stream::any_string(yyjson_val& out) {
  const char* const begin = at_ + 1;
  bool ascii = true;
  const char* at = begin + plain_blocks({begin, static_cast<size_t>(end_ - begin)}, ascii);
  for (; is_plain_byte(*at); ++at) ascii &= static_cast<unsigned char>(*at) < 0x80;
  if (!ascii && !utf8::is_valid({begin, static_cast<size_t>(at - begin)})) return false;
  return end_string(at, out);
}

bool Stream::escaped_string(const char* escape, yyjson_val& out) {
  const char* const quote = find_quote(escape, end_);
  if (quote == nullptr) return false;
  if (!in_tree_) unescaped_.clear();
  if (!unescape(escape, quote, out)) return false;
  at_ = quote + 1;
  return true;
}

bool Stream::cut_string(yyjson_val& out) {
  const char* const begin = at_ + 1;
  return find_quote(begin, end_) == nullptr && unescape(begin, end_, out);
}

bool Stream::unescape(const char* escape, const char* end, yyjson_val& out) {
  const char* const begin = at_ + 1;
  // An escape is never shorter than what it stands for.
  auto* const text = static_cast<char*>(unescaped_.allocate(static_cast<size_t>(end - begin) + 1));
  if (text == nullptr) return false;
  const auto before = static_cast<size_t>(escape - begin);
  std::memcpy(text, begin, before);
  char* to = text + before;
  for (const char* at = escape; at < end;) {
    if (*at != '\\') {
      // An escape cannot complete a UTF-8 sequence, so that each run must be valid by itself.
      if (!copy_plain(at, end, to)) return false;
      if (at == end) break;
      if (*at != '\\') return false;  // a control character
    }
    if (*++at == 'u') {
      char32_t code_point;
      if (!unicode_escape(++at, end, code_point)) return false;
      to += utf8::encode(code_point, to);
    } else if ((*to++ = simple_escape(*at++)) == 0) {
      return false;
    }
  }
  set_text(out, text, static_cast<size_t>(to - text));
  return true;
}

inline bool Stream::add_key() {
  yyjson_val* key = values_.add();
  return key != nullptr && this->key(*key);
}

bool Stream::tree(Value& out, PartialMode mode) {
  values_.clear();
  unescaped_.clear();
  in_tree_ = true;
  uint32_t open = kNone;
  const bool read = add_tree(open) || (mode != PartialMode::off && open != kNone &&
                                       end_early(open, mode == PartialMode::trailing_strings));
  in_tree_ = false;
  out = Value(values_.data());
  return read;
}

/// One loop over the values, without recursion. The open containers form a linked list: the head of
/// each, until it is closed, holds the index of the container around it in the member for its size.
bool Stream::add_tree(uint32_t& innermost) {
  uint32_t open = kNone;
  const auto give_up = [&] {
    innermost = open;
    return false;
  };
  while (true) {
    const char bracket = *at_;
    yyjson_val* const value = values_.add();
    if (value == nullptr) return give_up();
    if (bracket == '[' || bracket == '{') {
      const uint32_t head = values_.size() - 1;
      value->tag = bracket == '[' ? YYJSON_TYPE_ARR : YYJSON_TYPE_OBJ;
      const Next first = this->open(bracket);
      if (first == Next::unread) return give_up();
      if (first == Next::item) {
        value->uni.ofs = std::exchange(open, head);
        if (bracket == '{' && !add_key()) return give_up();
        continue;
      }
      value->uni.ofs = sizeof(yyjson_val);
    } else if (!scalar(*value)) {
      return give_up();
    }
    // A value is complete, and so is each container that it is the last value of.
    while (true) {
      if (open == kNone) return true;
      yyjson_val& head = values_[open];
      head.tag += kOneItem;
      const bool object = (head.tag & YYJSON_TYPE_MASK) == YYJSON_TYPE_OBJ;
      const Next next = this->next(object ? '{' : '[');
      if (next == Next::unread) return give_up();
      if (next == Next::item) {
        if (object && !add_key()) return give_up();
        break;
      }
      open = close(open);
    }
  }
}

/// Closes the container at the index `open` behind the values that there are, and returns the index
/// of the one around it.
inline uint32_t Stream::close(uint32_t open) {
  const size_t count = values_.size() - open;
  return static_cast<uint32_t>(std::exchange(values_[open].uni.ofs, count * sizeof(yyjson_val)));
}

bool Stream::end_early(uint32_t open, bool keeps_cut_string) {
  yyjson_val& head = values_[open];
  const bool object = (head.tag & YYJSON_TYPE_MASK) == YYJSON_TYPE_OBJ;
  // Behind the complete items may be places for a key, and for a value, that were being read.
  size_t complete = open + 1;
  for (size_t n = (head.tag >> YYJSON_TAG_BIT) << object; n > 0; --n)
    complete += Value(&values_[complete]).span();
  const size_t unread = values_.size() - complete;
  skip_blanks();
  if (at_ != end_) {
    yyjson_val cut;
    if (unread == 0 || values_.back().tag != 0 || *at_ != '"' || !cut_string(cut)) return false;
    if (keeps_cut_string && unread == (object ? 2 : 1)) {
      values_.back() = cut;
      head.tag += kOneItem;
      complete = values_.size();
    }
  }
  values_.truncate(complete);
  while ((open = close(open)) != kNone) values_[open].tag += kOneItem;
  return true;
}

}  // namespace pydantic_core::json
