// Rows for reading JSON value by value: what a stream must read, and what it must give up on.
// tests/json gives its texts to a Stream as well, and compares the values with upstream's.
#include <string>

#include "check.h"
#include "json_shown.h"

using namespace pydantic_core::json;
using namespace std::string_literals;

namespace {

std::string repeat(std::string_view piece, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += piece;
  return out;
}

TEST(stream_reads) {
  const std::string rows[] = {
      " null ",
      "[true,false]",
      "-0",
      "-0.0",
      "1E+2",
      "5e-324",
      "1e400",
      "-1.5e400",
      "0.1",
      "123456.789",
      "999999999999999",
      "9999999999.99999",
      "12345678901234567",
      "1.0",
      "0.12345678901234567",
      "-0.1234567890123456789",
      "9007199254740993.0",
      "9999999999999999999.0",
      "0.0000000000000000000",
      "1234567890.123456789",
      "123456789012345678",
      "1234567890123456789",
      "9223372036854775807",
      "-9223372036854775808",
      "9223372036854775808",
      "18446744073709551616",
      "123456789012345678901234567890",
      "-100000000000000000000",
      "\"\"",
      "\"short\"",
      "\"a text that is longer than one block of sixteen bytes\"",
      "\"\x7F\"",
      "\"h\xC3\xA9llo \xE4\xB8\x96\xE7\x95\x8C \xF0\x9F\x98\x80, and on behind a block\"",
      R"("\u0041\ud83d\ude00\/\b\f\n\r\t\"\\")",
      R"("\u0000")",
      R"("ends with a backslash \\")",
      R"({"a":1,"b":{},"a":[]})",
      R"({"\u0061" : [ { } , [ ] , [[ ]] ] })",
      "\t[\r\n]",
      R"([[1,[2,{"a":[3,{"b":"\u00e9","c":"\u4e16"}]}]],"\n"])",
  };
  for (const std::string& row : rows) CHECK_ROW(row, streamed(row), shown_by_yyjson(row));
  // Escapes with plain text before, between and behind them, over the ends of blocks.
  for (size_t before = 0; before <= 33; ++before) {
    constexpr size_t kBetween[] = {0, 1, 15, 16, 17, 40};
    for (const size_t between : kBetween) {
      const std::string text = "\"" + repeat("a", before) + "\\n" + repeat("\xC3\xA9", between) +
                               "\\ud83d\\ude00" + repeat("b", between) + "\\\"" +
                               repeat("\\u4e16", before % 3) + "\"";
      CHECK_ROW(text, streamed(text), shown_by_yyjson(text));
    }
  }
  // Values that are read one after the other use the same memory.
  const std::string many = "[" + repeat(R"({"k\n":["\u0041b",1.5,"plain"]},)", 500) + "0]";
  CHECK_ROW("many", streamed(many), shown_by_yyjson(many));
  const std::string deep = repeat("[", 200) + "1" + repeat("]", 200);
  CHECK_ROW("deep", streamed(deep), shown_by_yyjson(deep));
  const std::string digits = repeat("7", 4300);
  CHECK_ROW("long", streamed(digits), digits);
}

TEST(stream_gives_up) {
  const std::string rows[] = {
      "",
      " ",
      "nul",
      "nullx",
      "tru",
      "NaN",
      "Infinity",
      "-",
      "-a",
      "01",
      "-01",
      "1.",
      ".5",
      "1e",
      "1e+",
      "+1",
      "1x",
      "\"",
      "\"a",
      "\"\\",
      "\"\\\"",
      R"("\x")",
      R"("\u12")",
      R"("\ud83d")",
      R"("\ude00")",
      R"("\ud83dx")",
      R"("\ud83d\n")",
      R"("\ud83d\u0041")",
      R"("\ud83d\ude0")",
      R"("\ud83d\u")",
      R"("\ud83d\")",
      R"("\u")",
      R"("\u00g0")",
      "\"\n\"",
      "\"\0\""s,
      "\"\\n\x01\"",
      "\"\xFF\"",
      "\"\xC3\"",
      "\"\xED\xA0\x80\"",
      "\"\\n\xC3\"",
      "\"\\n and more than a block of sixteen bytes \xC3 and on\"",
      "\"\\n and more than a block of sixteen bytes \x01 and on\"",
      "[",
      "[1",
      "[1,",
      "[1,]",
      "[,1]",
      "[1 2]",
      "[1}",
      "{",
      "{\"a\"",
      "{\"a\":",
      "{\"a\":1",
      "{\"a\":1,",
      "{\"a\":1,}",
      "{\"a\" 1}",
      "{a:1}",
      "{\"a\":1]",
      "{1:2}",
      "{\"a\":1 \"b\":2}",
      "1 2",
      "[] x",
      "\xEF\xBB\xBF[]",
      "[1]\0"s,
      "\0[1]"s,
  };
  for (const std::string& row : rows) CHECK_ROW(row, streamed(row), "");
  CHECK_ROW("deep", streamed(repeat("[", 201) + "1" + repeat("]", 201)), "");
  CHECK_ROW("long", streamed(repeat("7", 4301)), "");
}

TEST(stream_ends_early) {
  const struct {
    std::string_view text, on, trailing;
  } rows[] = {
      {"[", "[]", "[]"},
      {"{ ", "{}", "{}"},
      {"[1", "[1]", "[1]"},
      {"[1, ", "[1]", "[1]"},
      {"[[1,[2", "[[1,[2]]]", "[[1,[2]]]"},
      {"[\"a\", \"b", "[\"a\"]", "[\"a\",\"b\"]"},
      {"[\"", "[]", "[\"\"]"},
      {"[\"a\\n", "[]", "[\"a\\n\"]"},
      {"[\"\xC3\xA9", "[]", "[\"\xC3\xA9\"]"},
      {"{\"a\":[{\"b\":1,\"c", "{\"a\":[{\"b\":1}]}", "{\"a\":[{\"b\":1}]}"},
      {"{\"a\":1,\"b\"", "{\"a\":1}", "{\"a\":1}"},
      {"{\"a\":1,\"b\" : ", "{\"a\":1}", "{\"a\":1}"},
      {"{\"a\":1,\"b\":\"c", "{\"a\":1}", "{\"a\":1,\"b\":\"c\"}"},
      {"{\"a\":{},\"b\":{\"c\":[", "{\"a\":{},\"b\":{\"c\":[]}}", "{\"a\":{},\"b\":{\"c\":[]}}"},
      {"[1] and more", "[1]", "[1]"},
      {"12", "12", "12"},
  };
  for (const auto& row : rows) {
    CHECK_ROW(row.text, streamed(row.text, PartialMode::on), row.on);
    CHECK_ROW(row.text, streamed(row.text, PartialMode::trailing_strings), row.trailing);
  }
  // These are for the scanner: the text ends within what is not plain, or is wrong.
  for (const std::string_view text :
       {"", "\"a", "[1.", "[-", "[tru", "[\"a\\", "[\"\\u00", "[\"\xC3", "[\"a\n", "[1}", "[1 2",
        "[1,]", "{\"a\":1,}", "{\"a\"\"b", "{\"a\" 1", "{1", "[NaN"}) {
    CHECK_ROW(text, streamed(text, PartialMode::on), "");
    CHECK_ROW(text, streamed(text, PartialMode::trailing_strings), "");
  }
}

TEST(plain_prefixes) {
  const std::string pieces[] = {"a",  " ",    "~",   "\x7F", "\xC3\xA9", "\"",
                                "\\", "\x1F", "\0"s, "\x80", "\xFF"};
  uint32_t random = 1;
  for (int i = 0; i < 20'000; ++i) {
    std::string block;
    while (block.size() < kPlainBlock) {
      random = random * 1664525 + 1013904223;
      // Mostly plain: the first that is not may be anywhere.
      block += pieces[(random >> 16) % ((random >> 8) % 4 == 0 ? std::size(pieces) : 4)];
    }
    uint32_t size = 0;
    bool ascii = true;
    while (size < kPlainBlock && is_plain_byte(block[size]))
      ascii &= static_cast<unsigned char>(block[size++]) < 0x80;
    for (const PlainPrefix found :
         {plain_prefix(block.data()), plain_text_detail::by_words(block.data())})
      CHECK_ROW(block, found.size == size && found.ascii == ascii, true);
  }
}

TEST(stream_keys) {
  const std::string text = R"({"name" : 1,"name2":2,"na\u006de":3, "name"4})";
  Stream in(text);
  yyjson_val value;
  CHECK(in.open('{') == Stream::Next::item);
  CHECK(!in.take_key("nam") && !in.take_key("name2") && in.take_key("name"));
  CHECK(in.scalar(value) && Value(&value).as_int64() == 1);
  CHECK(in.next('{') == Stream::Next::item && !in.take_key("name") && in.take_key("name2"));
  CHECK(in.scalar(value) && Value(&value).as_int64() == 2);
  CHECK(in.next('{') == Stream::Next::item && !in.take_key("name"));
  CHECK(in.key(value) && Value(&value).as_string() == "name" && in.scalar(value));
  CHECK(in.next('{') == Stream::Next::item);
  CHECK(!in.take_key("name"));  // no colon behind it
}

TEST(plain_texts) {
  for (size_t size = 0; size <= 20; ++size) {
    std::string text = repeat("\xC3\xA9 ~\x7F", size).substr(0, size);
    CHECK_ROW(text, is_plain(text), true);
    for (size_t at = 0; at < size; ++at) {
      for (const char c : {'"', '\\', '\n', '\x1F', '\0'}) {
        std::string other = text;
        other[at] = c;
        CHECK_ROW(other, is_plain(other), false);
      }
    }
  }
}

TEST(digits_of_fractions) {
  for (size_t size = 1; size <= 21; ++size) {
    const std::string digits = "123456789012345678909"s.substr(0, size);
    for (const std::string& text : {"7." + digits, "[-0." + digits + ",1]", "[0." + digits + " ]"})
      CHECK_ROW(text, streamed(text), shown_by_yyjson(text));
    for (size_t at = 1; at < size; ++at) {
      for (const char c : {'/', ':', ';', 'e', 'E', ',', ' ', '.', '\xB0', '\0'}) {
        std::string text = "[1." + digits + "]";
        text[3 + at] = c;
        const std::string whole = shown_by_yyjson(text);
        CHECK_ROW(text, streamed(text), whole[0] == '!' ? "" : whole);
      }
    }
  }
}

}  // namespace
