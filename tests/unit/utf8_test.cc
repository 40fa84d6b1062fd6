// Rows for UTF-8: what is valid, where texts become invalid, and what they decode to.
#include "base/utf8.h"

#include <algorithm>
#include <string>
#include <vector>

#include "check.h"

using namespace pydantic_core;
using namespace std::string_literals;

namespace {

struct Row {
  std::string text;
  size_t valid_up_to;
  bool incomplete = false;
};

TEST(utf8_check) {
  const Row rows[] = {
      {"", 0},
      {"plain", 5},
      {"nul \0 is fine"s, 13},
      {"\xC3\xA9", 2},
      {"\xE6\xBC\xA2", 3},
      {"\xF0\x9F\x98\x80", 4},
      {"\xF4\x8F\xBF\xBF", 4},          // U+10FFFF
      {"\xED\x9F\xBF\xEE\x80\x80", 6},  // either side of the surrogates
      {"ab\xC3", 2, true},
      {"ab\xE6\xBC", 2, true},
      {"ab\xF0\x9F\x98", 2, true},
      {"ab\xF0", 2, true},
      {"ab\xC3x", 2},
      {"ab\xE6\xBCx", 2},
      {"\x80", 0},
      {"a\xBF", 1},
      {"\xC0\x80", 0},  // overlong
      {"\xC1", 0},
      {"\xE0\x80", 0},  // overlong, which the second byte shows
      {"\xE0\x9F\xBF", 0},
      {"\xF0\x8F\xBF\xBF", 0},
      {"\xED\xA0\x80", 0},      // a surrogate
      {"\xF4\x90\x80\x80", 0},  // above U+10FFFF
      {"\xF5", 0},
      {"\xFF", 0},
      {"eight by\xC3\xA9tes and more\xFF", 22},
  };
  for (const Row& row : rows) {
    const auto [valid_up_to, incomplete] = utf8::check(row.text);
    CHECK_ROW(row.text, valid_up_to, row.valid_up_to);
    CHECK_ROW(row.text, incomplete, row.incomplete);
    CHECK_ROW(row.text, utf8::is_valid(row.text), row.valid_up_to == row.text.size());
  }
}

TEST(utf8_is_valid_wherever_it_stands) {
  // Sequences that `is_valid` reads several at a time, in all combinations of three.
  const std::string pieces[] = {
      "",
      "x",
      "four",
      "eight by",
      "\xC3\xA9",
      "\xD0\xBF\xD1\x80",
      "\xC2\x80",
      "\xDF\xBF",
      "\xE6\xBC\xA2",
      "\xE0\xA0\x80",
      "\xED\x9F\xBF",
      "\xEF\xBF\xBF",
      "\xF0\x90\x80\x80",
      "\xF4\x8F\xBF\xBF",
      "\x80",
      "\xC3",
      "\xC1\x81",
      "\xC0\x80",
      "\xE0\x9F\xBF",
      "\xED\xA0\x80",
      "\xE6\xBC",
      "\xF0\x8F\xBF\xBF",
      "\xF4\x90\x80\x80",
      "\xF5\x80\x80\x80",
      "\xF0\x9F\x98",
      "\xFF",
      "\xE6\xBC\xE6\xBC\xA2",
  };
  for (const std::string& first : pieces) {
    for (const std::string& second : pieces) {
      for (const std::string& third : pieces) {
        std::string text = first;
        text += second;
        text += third;
        const bool valid = utf8::check(text).valid_up_to == text.size();
        if (utf8::is_valid(text) != valid) CHECK_ROW(text, utf8::is_valid(text), valid);
      }
    }
  }
}

TEST(utf8_is_ascii) {
  // Every length, and every position of the one byte that is not ASCII.
  for (size_t length = 0; length <= 70; ++length) {
    std::string text(length, 'x');
    CHECK_ROW(text, utf8::is_ascii(text), true);
    for (size_t i = 0; i < length; ++i) {
      text[i] = '\x80';
      CHECK_ROW(text, utf8::is_ascii(text), false);
      text[i] = '\x7F';
    }
  }
}

TEST(utf8_every_code_point) {
  for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 13) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    char text[4];
    const size_t size = utf8::encode(c, text);
    const char* p = text;
    const bool same = utf8::decode(p) == c && p == text + size;
    if (!same || !utf8::is_valid({text, size})) CHECK_ROW(std::to_string(c), same, true);
  }
}

TEST(utf8_count_and_decode) {
  struct Row {
    std::string text;
    size_t code_points;
    std::vector<uint32_t> decoded;
  };
  const Row rows[] = {
      {"", 0, {}},
      {"a~", 2, {'a', '~'}},
      {"\xC2\x80\xC3\xBF", 2, {0x80, 0xFF}},
      {"\xC4\x80", 1, {0x100}},
      {"a\xEF\xBF\xBF", 2, {'a', 0xFFFF}},
      {"\xF0\x90\x80\x80z", 2, {0x10000, 'z'}},
      {"12345678\xC3\xA9"
       "12345678",
       17,
       {'1', '2', '3', '4', '5', '6', '7', '8', 0xE9, '1', '2', '3', '4', '5', '6', '7', '8'}},
  };
  for (const Row& row : rows) {
    CHECK_ROW(row.text, utf8::census(row.text).code_points, row.code_points);
    std::vector<uint32_t> decoded;
    for (const char* at = row.text.data(); at < row.text.data() + row.text.size();)
      decoded.push_back(utf8::decode(at));
    CHECK_ROW(row.text, decoded == row.decoded, true);
  }
}

template <class Unit>
void check_units(const std::string& text, const std::vector<char32_t>& expected) {
  std::vector<Unit> units(expected.size() + 1, 7);
  utf8::decode_all(text, units.data());
  CHECK_ROW(text, std::equal(expected.begin(), expected.end(), units.begin()), true);
  CHECK_ROW(text, units.back() == 7, true);  // nothing is written behind them
}

TEST(utf8_census_and_decode_all) {
  // Each code point at each place among ASCII, so that words begin and end everywhere.
  for (const char32_t c : {0x7F, 0x80, 0xBF, 0xC0, 0xFF, 0x100, 0x7FF, 0x800, 0xD7FF, 0xE000,
                           0xFFFF, 0x10000, 0x10FFFF}) {
    for (size_t before = 0; before < 20; ++before) {
      for (size_t after = 0; after < 20; ++after) {
        for (const size_t times : {1, 2, 9}) {
          std::vector<char32_t> expected(before, 'x');
          expected.insert(expected.end(), times, c);
          expected.insert(expected.end(), after, 'y');
          std::string text;
          for (const char32_t one : expected) {
            char encoded[4];
            text.append(encoded, utf8::encode(one, encoded));
          }
          const utf8::Census found = utf8::census(text);
          CHECK_ROW(text, found.code_points, expected.size());
          CHECK_ROW(text, found.beyond_latin1, c > 0xFF);
          CHECK_ROW(text, found.beyond_bmp, c > 0xFFFF);
          check_units<uint32_t>(text, expected);
          if (c <= 0xFFFF) check_units<uint16_t>(text, expected);
          if (c <= 0xFF) check_units<uint8_t>(text, expected);
        }
      }
    }
  }
}

TEST(utf8_is_valid) {
  // Every beginning of two bytes, and what may follow; also at the end, where no word fits.
  const std::string ends[] = {"",         "a",        "\x80",     "\xBF",    "\x80\x80",
                              "\xBF\xBF", "\xC0\x80", "\x80\xC0", "\xC3\xA9"};
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      for (const std::string& end : ends) {
        const std::string text =
            std::string{static_cast<char>(first), static_cast<char>(second)} + end;
        for (const std::string& whole : {text, text + "abcd", "\xE4\xB8\x96" + text})
          if (utf8::is_valid(whole) != (utf8::check(whole).valid_up_to == whole.size()))
            CHECK_ROW(whole, utf8::is_valid(whole), !utf8::is_valid(whole));
      }
    }
  }
  CHECK(utf8::is_valid("\xF0\x9F\x98\x80\xC3\xA9\xE4\xB8\x96 a"));
}

}  // namespace
