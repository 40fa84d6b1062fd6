// Rows for arrays of JSON that outlive their document: each is made, the document freed, and the
// array shown.
#include "check.h"
#include "json/owned_array.h"
#include "json_shown.h"

using namespace pydantic_core::json;

namespace {

std::string show_array(const OwnedArray& array) {
  Buffer out;
  write_value(out, array.value());
  return std::string(out.view());
}

struct Row {
  std::string_view text;
  std::string_view expected;
};

/// Fills an array from a document that is freed before the array is shown.
std::string after(std::string_view text, bool (OwnedArray::*fill)(Value)) {
  OwnedArray array;
  {
    Document document;
    if (!Document::parse(text, {}, document).ok()) return "malformed";
    if (!(array.*fill)(document.root())) return "no memory";
  }
  return show_array(array);
}

TEST(owned_array_copy) {
  const Row rows[] = {
      {"[]", "[]"},
      {"[[],{}]", "[[],{}]"},
      {R"([1,-2,3.5,true,null,"a","",18446744073709551615])",
       R"([1,-2,3.5,true,null,"a","",18446744073709551615])"},
      {R"([{"a":[1,{"b":"\u00e9\n"}]},"x",[[["y"]]]])",
       "[{\"a\":[1,{\"b\":\"\xc3\xa9\\n\"}]},\"x\",[[[\"y\"]]]]"},
      {"[123456789012345678901234567890,-1e999]", "[123456789012345678901234567890,-Infinity]"},
  };
  for (const Row& row : rows) CHECK_EQ(after(row.text, &OwnedArray::copy), row.expected);
}

TEST(owned_array_keys) {
  const Row rows[] = {
      {"{}", "[]"},
      {R"({"a":{"x":[1]},"":2,"a":3})", R"(["a","","a"])"},
  };
  for (const Row& row : rows) CHECK_EQ(after(row.text, &OwnedArray::copy_keys), row.expected);
}

TEST(owned_array_characters) {
  const Row rows[] = {
      {"", "[]"},
      {"ab", R"(["a","b"])"},
      {"a\xc3\xa9\xe6\x97\xa5\xf0\x9f\x99\x82z",
       "[\"a\",\"\xc3\xa9\",\"\xe6\x97\xa5\",\"\xf0\x9f\x99\x82\",\"z\"]"},
  };
  for (const Row& row : rows) {
    OwnedArray array;
    CHECK(array.copy_characters(row.text));
    CHECK_EQ(show_array(array), row.expected);
  }
}

}  // namespace
