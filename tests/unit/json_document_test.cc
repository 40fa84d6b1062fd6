// Rows for reading JSON: values, upstream's errors, and the limits. Each was checked against the
// published wheel; tests/json compares many thousand more.
#include <string>

#include "base/edition.h"
#include "check.h"
#include "json_shown.h"

using namespace pydantic_core::json;
using pydantic_core::by_edition;
using namespace std::string_literals;

namespace {

struct Row {
  std::string text;
  std::string expected;
};

std::string repeat(std::string_view piece, size_t times) {
  std::string out;
  for (size_t i = 0; i < times; ++i) out += piece;
  return out;
}

/// `depth` lists around `inside`.
std::string nested(size_t depth, std::string_view inside = "1") {
  return repeat("[", depth) + std::string(inside) + repeat("]", depth);
}

TEST(json_values) {
  const Row rows[] = {
      {" null ", "null"},
      {"[true,false]", "[true,false]"},
      {"-0", "0"},
      {"-0.0", "-0.0"},
      {"1E+2", "100.0"},
      {"5e-324", "5e-324"},
      {"1e400", "Infinity"},
      {"-1.5e400", "-Infinity"},
      {"1e-400", "0.0"},
      {"NaN", "NaN"},
      {"[-Infinity, Infinity]", "[-Infinity,Infinity]"},
      {"9223372036854775807", "9223372036854775807"},
      {"9223372036854775808", "9223372036854775808"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"-9223372036854775809", "-9223372036854775809"},
      {"18446744073709551616", "18446744073709551616"},
      {R"("\u0041\ud83d\ude00\/\b")", R"("A)"
                                      "\xF0\x9F\x98\x80"
                                      R"(/\b")"},
      {R"("\u0000")", R"("\u0000")"},
      {"\"\x7F\"", "\"\x7F\""},
      {R"({"a":1,"b":{},"a":[]})", R"({"a":1,"b":{},"a":[]})"},
      {"\t[\r\n]", "[]"},
  };
  for (const Row& row : rows) CHECK_ROW(row.text, shown(row.text), row.expected);
}

TEST(json_errors) {
  const Row rows[] = {
      {"", "!EOF while parsing a value at line 1 column 0"},
      {" \n ", "!EOF while parsing a value at line 2 column 1"},
      {"[", "!EOF while parsing a list at line 1 column 1"},
      {"[1", "!EOF while parsing a list at line 1 column 2"},
      {"[1,", "!EOF while parsing a value at line 1 column 3"},
      {"{", "!EOF while parsing an object at line 1 column 1"},
      {"{\"a\"", "!EOF while parsing an object at line 1 column 4"},
      {"{\"a\":", "!EOF while parsing a value at line 1 column 5"},
      {"{\"a\":1,", "!EOF while parsing a value at line 1 column 7"},
      {"\"abc", "!EOF while parsing a string at line 1 column 4"},
      {"tru", "!EOF while parsing a value at line 1 column 3"},
      {"trug", "!expected ident at line 1 column 4"},
      {"-", "!EOF while parsing a value at line 1 column 1"},
      {"-x", "!invalid number at line 1 column 2"},
      {"01", "!invalid number at line 1 column 2"},
      {"1.", "!EOF while parsing a value at line 1 column 2"},
      {"1.x", "!invalid number at line 1 column 3"},
      {"1e+", "!EOF while parsing a value at line 1 column 3"},
      {"nan", "!expected ident at line 1 column 2"},
      {"Inf", "!EOF while parsing a value at line 1 column 3"},
      {"x", "!expected value at line 1 column 1"},
      {"[1 2]", "!expected `,` or `]` at line 1 column 4"},
      {"{\"a\":1 \"b\"", "!expected `,` or `}` at line 1 column 8"},
      {"{\"a\" 1}", "!expected `:` at line 1 column 6"},
      {"{1:2}", "!key must be a string at line 1 column 2"},
      {"[1,]", "!trailing comma at line 1 column 4"},
      {"{\"a\":1,}", "!trailing comma at line 1 column 8"},
      {"1 2", "!trailing characters at line 1 column 3"},
      {"[\n1\n2]", "!expected `,` or `]` at line 3 column 1"},
      {"\"a\nb\"",
       "!control character (\\u0000-\\u001F) found while parsing a string at line 2 column 0"},
      {"1\0"s, "!trailing characters at line 1 column 2"},
      {"\xEF\xBB\xBF"
       "1",
       "!expected value at line 1 column 1"},
      {R"("\x")", "!invalid escape at line 1 column 3"},
      {R"("\u12")", "!EOF while parsing a string at line 1 column 6"},
      {R"("\u12"   )", "!invalid escape at line 1 column 6"},
      {R"("\udc00")", "!lone leading surrogate in hex escape at line 1 column 7"},
      {R"("\ud800")", "!unexpected end of hex escape at line 1 column 8"},
      {R"("\ud800\n")", "!unexpected end of hex escape at line 1 column 9"},
      {R"("\ud800\u0041")", "!lone leading surrogate in hex escape at line 1 column 13"},
      {"\"ab\xFF\"", by_edition({"!invalid unicode code point at line 1 column 5",
                                 "!invalid unicode code point at line 1 column 4"})},
      {"\"\xED\xA0\x80\"", by_edition({"!invalid unicode code point at line 1 column 3",
                                       "!invalid unicode code point at line 1 column 2"})},
      // Counted in unescaped bytes.
      {"\"\\n\\u00e9\xC3\"", by_edition({"!invalid unicode code point at line 1 column 6",
                                         "!invalid unicode code point at line 1 column 5"})},
  };
  for (const Row& row : rows) CHECK_ROW(row.text, shown(row.text), row.expected);
}

TEST(json_inf_nan_refused) {
  const Row rows[] = {
      {"NaN", "!expected value at line 1 column 1"},
      {"[Infinity]", "!expected value at line 1 column 2"},
      {"-Infinity", "!invalid number at line 1 column 2"},
      {"1e999", "Infinity"},
  };
  for (const Row& row : rows) {
    CHECK_ROW(row.text, shown(row.text, {.allow_inf_nan = false}), row.expected);
  }
}

TEST(json_limits) {
  const std::string digits(4300, '7');
  const std::string too_long = "!number out of range at line 1 column ";
  const std::string too_deep = "!recursion limit exceeded at line 1 column ";
  const bool sign_counts = by_edition({true, false});
  const Row rows[] = {
      {digits, digits},
      {digits + "7", too_long + "4301"},
      {"-" + digits, sign_counts ? too_long + "4301" : "-" + digits},
      {"-" + digits + "7", too_long + "4302"},
      {"[0, -" + digits + "]", sign_counts ? too_long + "4306" : "[0,-" + digits + "]"},
      {"[0, -" + digits + "7]", too_long + by_edition({"4306", "4307"})},
      {digits + "7.5", too_long + "4302"},
      {"\"" + digits + "7\"", "\"" + digits + "7\""},
      {"0." + digits + digits, "0.7777777777777778"},
      {nested(200), nested(200)},
      {nested(201), too_deep + "202"},
      {nested(201, ""), nested(201, "")},  // an empty list does not count
      {nested(100000), too_deep + "202"},
      {"[1,{\"a\":" + nested(199) + "}]", too_deep + "208"},
      {"[1,{\"a\":" + nested(198) + "}]", "[1,{\"a\":" + nested(198) + "}]"},
      {"[" + nested(150) + "," + nested(150) + "]", "[" + nested(150) + "," + nested(150) + "]"},
  };
  for (const Row& row : rows) CHECK_ROW(row.text.substr(0, 20), shown(row.text), row.expected);
}

TEST(json_partial) {
  struct Row {
    std::string text;
    std::string on;
    std::string trailing_strings;
  };
  const std::string same = "same";
  const Row rows[] = {
      {"", "!EOF while parsing a value at line 1 column 0", same},
      {"[1, 2, \"x", "[1,2]", "[1,2,\"x\"]"},
      {"[1, 2.", "[1]", same},
      {"[1, tr", "[1]", same},
      {"[1, trx", "!expected ident at line 1 column 7", same},
      {"{\"a\": [1, {\"b\": \"c", "{\"a\":[1,{}]}", "{\"a\":[1,{\"b\":\"c\"}]}"},
      {"{\"a\": 1, \"b", "{\"a\":1}", same},
      {"{\"a\": 1, \"b\":", "{\"a\":1}", same},
      {"{\"a\"", "{}", same},
      {"[[[", "[[[]]]", same},
      {"\"abc", "!EOF while parsing a string at line 1 column 4", "\"abc\""},
      {"[\"a\\", "[]", "[\"a\"]"},
      {"[\"a\\u00", "[]", "[\"a\"]"},
      {"[\"a\\ud83d\\u", "[]", "[\"a\"]"},
      {"[\"a\xE6\xBC", "[]", "[\"a\"]"},
      {"[\"a\xE6\xBC\", 1]",
       by_edition({"!invalid unicode code point at line 1 column 5",
                   "!invalid unicode code point at line 1 column 4"}),
       "[\"a\",1]"},
      {"[\"a\xFF", "[]", "!invalid unicode code point at line 1 column 4"},
      {"[1 2]", "[1]", same},
      {"[{\"a\": 1], 2", "[{\"a\":1}]", same},
      {"[[[1}, 2], 3", "[[[1]]]", same},
      {"{\"a\": [1}, 2", "{\"a\":[1]}", same},
      {"[1] trailing", "[1]", same},
      {"[1,]", "!trailing comma at line 1 column 4", same},
      {"[NaN, ", "[NaN]", same},
  };
  for (const Row& row : rows) {
    CHECK_ROW(row.text, shown(row.text, {.partial = PartialMode::on}), row.on);
    CHECK_ROW(row.text, shown(row.text, {.partial = PartialMode::trailing_strings}),
              row.trailing_strings == same ? row.on : row.trailing_strings);
  }
}

TEST(json_partial_strings) {
  const std::string plain = "plain text \xC3\xA9 \xE4\xB8\x96 of two or three blocks of bytes";
  const std::string behind(20, ' ');  // so that the last bytes of the string lie in a block, too
  for (size_t size = 0; size <= plain.size(); ++size) {
    for (const char* piece : {"", "\"", "\\n", "\\q", "\n", "\xFF", "\xC3", "\"x"}) {
      const std::string text = "[1,\"" + plain.substr(0, size) + piece + "\"";
      for (const PartialMode mode : {PartialMode::on, PartialMode::trailing_strings})
        CHECK_ROW(text, shown(text + behind, {.partial = mode}), shown(text, {.partial = mode}));
    }
  }
}

TEST(json_value_access) {
  Document document;
  const std::string text =
      R"({"plain": "abc", "escaped": "a\n", "small": 999999999999999999, "big": 1000000000000000000,)"
      R"( "minus": -1000000000000000000, "unsigned": 18446744073709551615, "list": [1, [2, 3], {}]})";
  CHECK(Document::parse(text, {}, document).ok());
  const Value root = document.root();
  const bool nineteen_digits_are_small = by_edition({false, true});
  CHECK(root.is_object());
  CHECK_EQ(root.size(), size_t{7});
  for (auto [key, value] : root.as_object()) {
    const std::string_view name = key.as_string();
    if (name == "escaped") CHECK_EQ(value.as_string(), "a\n");
    if (name == "small") CHECK(value.kind() == Kind::int64 && value.is_small_int());
    if (name == "big" || name == "minus") {
      CHECK(value.kind() == Kind::int64);
      CHECK_EQ(value.is_small_int(), nineteen_digits_are_small);
    }
    if (name == "unsigned") CHECK(value.kind() == Kind::uint64 && !value.is_small_int());
    if (name == "list") CHECK_EQ(value.as_array().size(), size_t{3});
  }
}

TEST(json_documents_of_all_sizes) {
  // Sizes around the inner storage of a document.
  for (size_t count = 0; count < 2000; count += count < 200 ? 1 : 97) {
    std::string text = "[\"x\"";
    for (size_t i = 0; i < count; ++i) text += ",[" + std::to_string(i) + "]";
    text += ']';
    Document document;
    CHECK(!Document::parse(text + "!", {}, document).ok());
    CHECK(Document::parse(text, {}, document).ok());
    CHECK_EQ(document.root().size(), count + 1);
    size_t at = 0;
    for (Value item : document.root().as_array()) {
      if (at != 0) {
        for (Value number : item.as_array())
          CHECK_EQ(number.as_int64(), static_cast<int64_t>(at - 1));
      }
      ++at;
    }
  }
}

}  // namespace
