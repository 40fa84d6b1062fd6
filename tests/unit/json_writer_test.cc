// Rows for writing JSON, each checked against the published wheel's to_json.
#include <cmath>
#include <limits>
#include <string>

#include "base/edition.h"
#include "check.h"
#include "json/writer.h"

using namespace pydantic_core::json;
using pydantic_core::by_edition;
using namespace std::string_literals;

namespace {

using Limits = std::numeric_limits<double>;

TEST(json_write_double) {
  struct Row {
    double value;
    std::string json;
    std::string plain;
  };
  const Row rows[] = {
      {0.0, "0.0", "0"},
      {-0.0, "-0.0", "-0"},
      {1.0, "1.0", "1"},
      {-2.5, "-2.5", "-2.5"},
      {0.1, "0.1", "0.1"},
      {0.3 - 0.1, "0.19999999999999998", "0.19999999999999998"},
      {19.99, "19.99", "19.99"},
      {0.0001, "0.0001", "0.0001"},
      {0.00001, "0.00001", "0.00001"},
      {0.000001, "1e-6", "0.000001"},
      {0.00001234, "0.00001234", "0.00001234"},
      {1.5e-7, "1.5e-7", "0.00000015"},
      {123456789.125, "123456789.125", "123456789.125"},
      {99999999999.9999, "99999999999.9999", "99999999999.9999"},
      {100000000000.25, "100000000000.25", "100000000000.25"},
      {9007199254740991.0, "9007199254740991.0", "9007199254740991"},
      {9999999999999998.0, "9999999999999998.0", "9999999999999998"},
      {1e16, by_edition({"1e16", "1e+16"}), "10000000000000000"},
      {1.2345e20, by_edition({"1.2345e20", "1.2345e+20"}), "123450000000000000000"},
      {1e22, by_edition({"1e22", "1e+22"}), "10000000000000000000000"},
      {2e23, by_edition({"2e23", "2e+23"}), "200000000000000000000000"},
      {Limits::max(), by_edition({"1.7976931348623157e308", "1.7976931348623157e+308"}),
       "17976931348623157" + std::string(292, '0')},
      {Limits::min(), "2.2250738585072014e-308",
       "0." + std::string(307, '0') + "22250738585072014"},
      {Limits::denorm_min(), "5e-324", "0." + std::string(323, '0') + "5"},
      // Two shortest decimals are equally near: upstream's two spellings differ.
      {1113178120592002.25, "1113178120592002.2", "1113178120592002.3"},
  };
  for (const Row& row : rows) {
    Buffer out;
    write_double(out, row.value);
    CHECK_ROW(row.json, out.view(), row.json);
    char plain[kMaxPlainDoubleText];
    const char* const end = write_plain_double(plain, row.value);
    CHECK_ROW(row.json, (std::string_view(plain, static_cast<size_t>(end - plain))), row.plain);
  }
  const Row odd[] = {{Limits::quiet_NaN(), "NaN", "NaN"},
                     {Limits::infinity(), "Infinity", "inf"},
                     {-Limits::infinity(), "-Infinity", "-inf"}};
  for (const Row& row : odd) {
    Buffer out;
    write_double(out, row.value);
    CHECK_EQ(out.view(), row.json);
    pydantic_core::Text plain;
    append_plain(plain, row.value);
    CHECK_EQ(plain.view(), row.plain);
  }
}

TEST(json_write_integer) {
  Buffer out;
  write_integer(out, std::numeric_limits<int64_t>::min());
  out.append(' ');
  write_integer(out, std::numeric_limits<uint64_t>::max());
  CHECK_EQ(out.view(), "-9223372036854775808 18446744073709551615");
}

TEST(json_write_string) {
  struct Row {
    std::string text;
    std::string json;
    std::string ascii;
  };
  const std::string same = "same";
  const Row rows[] = {
      {"", R"("")", same},
      {"abc", R"("abc")", same},
      {"\"\\/\b\f\n\r\t", R"("\"\\/\b\f\n\r\t")", same},
      {"\0\x1F"s, R"("\u0000\u001f")", same},
      {"\x7F", "\"\x7F\"", same},
      {"\xC2\x80\xC3\xA9", "\"\xC2\x80\xC3\xA9\"", R"("\u0080\u00e9")"},
      {"\xEF\xBF\xBF\xF0\x90\x80\x80", "\"\xEF\xBF\xBF\xF0\x90\x80\x80\"",
       R"("\uffff\ud800\udc00")"},
      {"\xF0\x9F\x98\x80 \n", "\"\xF0\x9F\x98\x80 \\n\"", R"("\ud83d\ude00 \n")"},
  };
  for (const Row& row : rows) {
    Buffer out;
    write_string(out, row.text);
    CHECK_ROW(row.text, out.view(), row.json);
    Buffer ascii;
    write_ascii_string(ascii, row.text);
    CHECK_ROW(row.text, ascii.view(), row.ascii == same ? row.json : row.ascii);
  }
}

TEST(json_write_string_of_every_length) {
  // The fast path has a case for each range of lengths: put each special byte everywhere.
  for (size_t length = 0; length <= 70; ++length) {
    const std::string clean(length, '\xC3');
    Buffer out;
    write_string(out, clean);
    CHECK_ROW(clean, out.view(), "\"" + clean + "\"");
    for (size_t i = 0; i < length; ++i) {
      for (const auto& [c, escaped] :
           {std::pair{'"', "\\\""}, {'\\', "\\\\"}, {'\x1F', "\\u001f"}}) {
        std::string text = clean;
        text[i] = c;
        Buffer escapes;
        write_string(escapes, text);
        CHECK_ROW(text, escapes.view(),
                  "\"" + text.substr(0, i) + escaped + text.substr(i + 1) + "\"");
      }
    }
  }
}

std::string laid_out(Layout layout) {
  Buffer out;
  const size_t object = layout.begin(out);
  layout.element(out);
  write_string(out, "a");
  layout.colon(out);
  size_t array = layout.begin(out);
  for (int i = 0; i < 2; ++i) {
    layout.element(out);
    out.append('1');
  }
  layout.end(out, array, '[', ']');
  layout.element(out);
  write_string(out, "b");
  layout.colon(out);
  array = layout.begin(out);
  layout.end(out, array, '[', ']');
  layout.end(out, object, '{', '}');
  return std::string(out.view());
}

TEST(json_layout) {
  CHECK_EQ(laid_out(Layout::compact()), R"({"a":[1,1],"b":[]})");
  CHECK_EQ(laid_out(Layout::indented(2)), "{\n  \"a\": [\n    1,\n    1\n  ],\n  \"b\": []\n}");
  CHECK_EQ(laid_out(Layout::indented(0)), "{\n\"a\": [\n1,\n1\n],\n\"b\": []\n}");
}

/// An allocator of at most `*context` bytes.
char* limited(void* context, char* old, size_t capacity) {
  if (capacity == 0) {
    std::free(old);
    return nullptr;
  }
  if (capacity > *static_cast<size_t*>(context)) return nullptr;
  return static_cast<char*>(std::realloc(old, capacity));
}

TEST(json_buffer_out_of_memory) {
  size_t limit = 5000;
  Buffer out(&limited, &limit);
  for (int i = 0; i < 1000; ++i) write_string(out, "0123456789");
  CHECK(out.failed());
  CHECK(out.size() <= limit);
  const size_t size = out.size();
  out.append("ignored from then on");
  write_double(out, 1.5);
  CHECK_EQ(out.size(), size);

  Buffer grows;
  for (int i = 0; i < 100000; ++i) grows.append("0123456789");
  CHECK(!grows.failed());
  CHECK_EQ(grows.size(), size_t{1000000});
}

}  // namespace
