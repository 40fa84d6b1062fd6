// tests/unit/url_test.cc: rows for URLs. Each expected value was checked against the published
// wheel; url_probe.cc is for comparing many more.
#include <string>
#include <string_view>

#include "base/edition.h"
#include "base/utf8.h"
#include "check.h"
#include "url/host.h"
#include "url/multi_host_url.h"
#include "url/settled_name.h"

using namespace pydantic_core::url;
using pydantic_core::by_edition;

namespace {

/// The URL's text, or the error's with a `!` before it.
template <class Kind>
std::string parsed(std::string_view text, bool strict = false, bool preserve_empty_path = false) {
  Kind url;
  const Error error = Kind::parse(text, strict, preserve_empty_path, url);
  return error == Error::none ? url.text() : "!" + std::string(error_text(error));
}

std::string shown(std::optional<std::string_view> part) {
  return part ? std::string(*part) : "None";
}

struct Row {
  std::string_view input;
  std::string_view expected;
};

}  // namespace

TEST(url_text) {
  constexpr Row rows[] = {
      {"http://example.com", "http://example.com/"},
      {" HTTPS://Example.COM:443/a/./b/../c?q#f\n", "https://example.com/a/c?q#f"},
      {"http:\\\\a.b\\c", "http://a.b/c"},
      {"http:a.b", "http://a.b/"},
      {"http://user:pa:ss@h@x/", "http://user:pa%3Ass%40h@x/"},
      {"http://:@x/", "http://x/"},
      {"http://a b/", "!invalid international domain name"},
      {"http://", "!empty host"},
      {"http://@/", "!empty host"},
      {"http:///a", "http://a/"},
      {"foo://", "foo://"},
      {"foo://u@/", "!empty host"},
      {"foo://:80", "!empty host"},
      {"foo://a<b", "!invalid domain character"},
      {"foo://A%41\u00e9", "foo://A%41%C3%A9"},
      {"x", "!relative URL without a base"},
      {"://x", "!relative URL without a base"},
      {"", "!input is empty"},
      {"http://x:65536", "!invalid port number"},
      {"http://x:8a", "!invalid port number"},
      {"http://x:", "http://x/"},
      {"ws://x:080", "ws://x/"},
      {"http://0x7f.1", "http://127.0.0.1/"},
      {"http://1.2.3.256", "!invalid IPv4 address"},
      {"http://1.2.3.4.5", "!invalid IPv4 address"},
      {"http://[1:0:0:2::3]", "http://[1:0:0:2::3]/"},
      {"http://[::ffff:1.2.3.4]:80", "http://[::ffff:102:304]/"},
      {"http://[::1", "!invalid IPv6 address"},
      {"http://[1::2::3]", "!invalid IPv6 address"},
      {"http://m\u00fcnchen.de", "http://xn--mnchen-3ya.de/"},
      {"http://\u65e5\u672c\u3002jp", "http://xn--wgv71a.jp/"},
      {"http://FA\u00df.de", "http://xn--fa-hia.de/"},
      {"http://xn--a", "!invalid international domain name"},
      {"http://1a.\u05d0", "!invalid international domain name"},
      {"http://a1.\u05d0", "http://a1.xn--4db/"},
      {"http://\u00ad", "!empty host"},
      {"http://xn---f1d", "!invalid international domain name"},
      {"http://\uac00\u11a8", "http://xn--p39a/"},
      {"http://\u1e9b\u0323\u0300", "http://xn--ksa741l/"},
      {"http://\u0628\u200c\u0640\u062f", "!invalid international domain name"},
      {"http://\u0628\u200c\u062f", "http://xn--ngbo679q/"},
      {"http://\u05d0\u061d", "http://xn--4db8m/"},
      {"http://\U0002b73a", "!invalid international domain name"},
      {"http://a/%zz^|\u00e9\"<>`{}'", "http://a/%zz^|%C3%A9%22%3C%3E%60%7B%7D'"},
      {"http://a/?'\u00e9^`{}", "http://a/?%27%C3%A9^`{}"},
      {"foo://a?'", "foo://a?'"},
      {"http://a/%2e%2E/.%2e/b", "http://a/b"},
      {"http://a/b/..", "http://a/"},
      {"mailto:a b?c", "mailto:a b?c"},
      {"data:\u00e9\x01x", "data:%C3%A9%01x"},
      {"foo:/a/..//b", "foo:/.//b"},
      {"file:///C|/a/../..", "file:///C|/"},
      {"file:C|/a/../..", "file:///C:/"},
      {"file://host/C:/x", "file:///C:/x"},
      {"file://localhost/a//b", "file:///a//b"},
      {"file:a", "file:///a"},
      {"file://h", "file://h/"},
      {"http://a\tb/\n", "http://ab/"},
      {"http://a/#\x01 \"<>`", "http://a/#%01%20%22%3C%3E%60"},
  };
  for (const Row& row : rows) CHECK_ROW(row.input, parsed<Url>(row.input), row.expected);
}

TEST(url_paths) {
  constexpr Row rows[] = {
      {"http://x/a/b//c/./d/../e%2e/%2E./f", "http://x/a/b//c/f"},
      {"http://x/a/b/.c/..d/.../%2f/g/", "http://x/a/b/.c/..d/.../%2f/g/"},
      {"http://x//..//a/../..", "http://x/"},
      {"http://x/a\\b/c\\..\\d/e", "http://x/a/b/d/e"},
      {"http://x/plain/a b/plain/\u00e9\u00e9/plain?q/../r#/../s",
       "http://x/plain/a%20b/plain/%C3%A9%C3%A9/plain?q/../r#/../s"},
      {"foo:/a/./b/../c d", "foo:/a/c%20d"},
      {"foo://h/a\\b/../c", "foo://h/c"},
      {"file:///C:/a/../b/../../c", "file:///C:/c"},
      {"file:///C:/../x/./y", "file:///C:/x/y"},
      {"file:///ab/C:/x/D|/y", "file:///ab/C:/x/D|/y"},
      {"file:///C|", "file:///C|"},
      {"file://h/ab/C:/x", "file://h/ab/C:/x"},
      {"file:///a/b/c/../../../../d", "file:///d"},
      {"file:C:", "file:///C:"},
      {"file:///C:a/b", "file:///C:a/b"},
      {"file:////a//b/", "file:///a//b/"},
      {"http://x/a/\tb/.\n./c", "http://x/a/c"},
      {"http://x/%/a/%2/b", "http://x/%/a/%2/b"},
      {"file:///abc/../C|/d", "file:///C|/d"},
      {"http://x/a?b/..", "http://x/a?b/.."},
  };
  for (const Row& row : rows) CHECK_ROW(row.input, parsed<Url>(row.input), row.expected);
}

TEST(url_domains) {
  constexpr Row rows[] = {
      {"http://ex\u00e4mple.com", "http://xn--exmple-cua.com/"},
      {"http://\uac00\u11a8.kr", "http://xn--p39a.kr/"},
      {"http://a\u0301.b\u0308c", "http://xn--1ca.xn--bc-uub/"},
      {"http://\u0130.x", "http://xn--i-9bb.x/"},
      {"http://\u3042\u3099.jp", "http://xn--l8jvj.jp/"},
      {"http://\u1100\u1161.kr", "http://xn--o39a.kr/"},
      {"http://\u05d0\u05b7.il", "http://xn--fdb3c.il/"},
      {"http://K\u212a.x", "http://kk.x/"},
      {"http://xn--a-ecp.x", "!invalid international domain name"},
      {"http://\u0374.gr", "http://xn--jqa.gr/"},
      {"http://\u2024.x", "!invalid international domain name"},
      {"http://\u3002a", "http://.a/"},
      {"http://\u0411.\u0391.x", "http://xn--90a.xn--mxa.x/"},
  };
  for (const Row& row : rows) CHECK_ROW(row.input, parsed<Url>(row.input), row.expected);
}

/// What a name of settled characters becomes is what the long way makes of it, character by
/// character.
TEST(url_settled_names) {
  size_t settled = 0;
  for (char32_t c = 0x80; c <= 0xFFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    char encoded[4];
    const std::string character(encoded, pydantic_core::utf8::encode(c, encoded));
    for (const std::string& label : {character, 'A' + character, character + "-b"}) {
      std::string name, both;
      if (!settled_to_ascii(label, name)) continue;
      // No label with a mark is settled.
      const bool is_valid = domain_to_ascii(label + ".a\u0327", both);
      CHECK_ROW(label, both, is_valid ? name + ".xn--a-3db" : "refused");
      ++settled;
    }
  }
  CHECK_EQ(settled, size_t{3 * 32539});
  std::string name;
  CHECK(settled_to_ascii("a.\u00e4\u4f8b", name));
  for (const char* other : {"\u00e4\u0308", "\u00c4", "\u00e4--b", "xn--4ca", "\u05d0", "\u00e4/",
                            "\xc3", "\u00e4\u200d"})
    CHECK(!settled_to_ascii(other, name));
  CHECK(settled_to_ascii(std::string(254, 'a') + "\u00e4", name));
  CHECK(!settled_to_ascii(std::string(255, 'a') + "\u00e4", name));
}

TEST(url_strict) {
  constexpr Row rows[] = {
      {"http://user:pw@a/", "http://user:pw@a/"},
      {" http://a", "!leading or trailing control or space character are ignored in URLs"},
      {"http://a\tb", "!tabs or newlines are ignored in URLs"},
      {"http:/a", "!expected //"},
      {"file:a", "!expected // after file:"},
      {"http://a\\b", "!backslash"},
      {"http://a/ b", "!non-URL code point"},
      {"http://a/%g", "!expected 2 hex digits after %"},
      {"http://a@b@c", "!unencoded @ sign in username or password"},
      {std::string_view("http://a/#\0x", 12),
       "!NULL characters are ignored in URL fragment identifiers"},
      {"file://h/C:", "!file: with host and Windows drive letter"},
      {"http://a b:x", "!invalid international domain name"},
  };
  for (const Row& row : rows) CHECK_ROW(row.input, parsed<Url>(row.input, true), row.expected);
  CHECK(is_violation(Error::backslash));
  CHECK(!is_violation(Error::empty_host));
}

TEST(url_parts) {
  Url url;
  CHECK(Url::parse("https://us:pw@m\u00fcnchen.de:8080/p?a=1&b+c=%C3%A9%ff&&d#f", false, false,
                   url) == Error::none);
  CHECK_EQ(url.scheme(), "https");
  CHECK_EQ(shown(url.username()), "us");
  CHECK_EQ(shown(url.password()), "pw");
  CHECK_EQ(shown(url.host()), "xn--mnchen-3ya.de");
  CHECK_EQ(*url.unicode_host(), "m\u00fcnchen.de");
  CHECK_EQ(*url.port(), 8080);
  CHECK_EQ(shown(url.path()), "/p");
  CHECK_EQ(shown(url.query()), "a=1&b+c=%C3%A9%ff&&d");
  CHECK_EQ(shown(url.fragment()), "f");
  const auto params = url.query_params();
  CHECK_EQ(params.size(), 3u);
  CHECK_EQ(params[1].first, "b c");
  CHECK_EQ(params[1].second, "\u00e9\xff");
  CHECK_EQ(params[2].second, "");

  CHECK(Url::parse("https://m\u00fcnchen.de", false, true, url) == Error::none);
  CHECK_EQ(url.text(), "https://xn--mnchen-3ya.de");
  CHECK_EQ(url.unicode_text(), "https://m\u00fcnchen.de");
  CHECK_EQ(url.serialization(), "https://xn--mnchen-3ya.de/");
  CHECK_EQ(shown(url.path()), "None");
  CHECK_EQ(*url.port(), 443);
  CHECK_EQ(parsed<Url>("http://a?b", false, true), "http://a?b");
  CHECK_EQ(parsed<Url>("http://a/?b", false, true), "http://a/?b");

  CHECK(Url::parse("mailto:x", false, false, url) == Error::none);
  CHECK(!url.has_host() && !url.port() && !url.username() && !url.password() && !url.query());
  CHECK_EQ(shown(url.path()), "x");
}

TEST(url_defaults) {
  struct DefaultsRow {
    std::string_view input;
    Defaults defaults;
    std::string_view expected;
  };
  const DefaultsRow rows[] = {
      {"foo://", {false, "h", 1, "/p"}, "foo://h:1/p"},
      {"foo:/x?q#f", {false, "h", 1, "/p"}, "foo://h:1/x?q#f"},
      {"foo:/?q", {false, {}, {}, "p"}, "foo:/p?q"},
      {"http://h", {false, "x", 80, "p?q"}, "http://h/p%3Fq"},
      {"http://h:1", {true, "x", 2, {}}, "http://h:1/"},
      {"file:///", {false, "h", {}, {}}, "file://h/"},
      {"file:///", {true, {}, {}, {}}, "!empty host"},
      {"foo://", {false, {}, 1, {}}, "!empty host"},
      {"mailto:x", {false, "h", {}, {}}, "!a cannot-be-a-base URL doesn\u2019t have a host to set"},
  };
  for (const DefaultsRow& row : rows) {
    Url url;
    CHECK(Url::parse(row.input, false, false, url) == Error::none);
    const Error error = url.apply(row.defaults);
    const std::string text =
        error == Error::none ? url.text() : "!" + std::string(error_text(error));
    CHECK_ROW(row.input, text, row.expected);
  }
}

TEST(url_several_hosts) {
  constexpr Row rows[] = {
      {"postgres://u:p@a:1,b/db?x", "postgres://u:p@a:1,b/db?x"},
      {"http://a,b:80,c", "http://a,b,c/"},
      {"http://a", "http://a/"},
      {"foo://", "foo://"},
      {"http://,a", "!empty host"},
      {"http://a,", "!empty host"},
      {"foo://a,", "!empty host"},
      {"a,b", "!relative URL without a base"},
      {":a", "!relative URL without a base"},
      {"http://a,b:x", "!invalid port number"},
      {"", "!input is empty"},
  };
  for (const Row& row : rows) CHECK_ROW(row.input, parsed<MultiHostUrl>(row.input), row.expected);
  MultiHostUrl url;
  CHECK(MultiHostUrl::parse("http://\u00e9,u@b:1", false, false, url) == Error::none);
  CHECK_EQ(url.unicode_text(), "http://\u00e9,u@b:1/");
  CHECK_EQ(url.hosts().size(), 2u);
  CHECK_EQ(shown(url.hosts()[1]->username()), "u");
  MultiHostUrl none;
  CHECK(MultiHostUrl::parse("foo:x", false, false, none) == Error::none);
  CHECK_EQ(none.hosts().size(), 0u);
}

TEST(url_order) {
  Url a, b;
  CHECK(Url::parse("http://a", false, true, a) == Error::none);
  CHECK(Url::parse("http://a/", false, false, b) == Error::none);
  // Equal but for the path's slash, which the first one does not show.
  CHECK_EQ(a == b, by_edition({true, false}));
  CHECK_EQ(a < b, by_edition({false, true}));
  CHECK(Url::parse("http://b", false, false, b) == Error::none);
  CHECK(a < b);
}
