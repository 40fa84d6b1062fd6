// url/multi_host_url.h: a URL with several hosts, `scheme://user@host1:1,host2/path`, as upstream's
// MultiHostUrl has it: the last host with everything else is one URL, and each host before it
// another.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

#include "url.h"

namespace pydantic_core::url {

class MultiHostUrl {
 public:
  MultiHostUrl() = default;
  /// A URL with its one host.
  explicit MultiHostUrl(Url url) : url_(std::move(url)) {}

  /// As Url::parse.
  static Error parse(std::string_view text, bool strict, bool preserve_empty_path,
                     MultiHostUrl& out);

  bool lacks(const Defaults& defaults) const { return url_.lacks(defaults); }
  Error apply(const Defaults& defaults) { return url_.apply(defaults); }

  std::string_view text(std::string& buffer) const {
    return others_.empty() ? url_.text(buffer) : buffer = insert_hosts(url_.text(), false);
  }
  std::string text() const { return insert_hosts(url_.text(), false); }
  std::string unicode_text() const { return insert_hosts(url_.unicode_text(), true); }

  std::string_view scheme() const { return url_.scheme(); }
  /// Whose scheme, path, query and fragment are those of the whole.
  const Url& url() const { return url_; }
  /// One URL a host, in order, for `hosts()`; none when there is no host at all. They live as long
  /// as this does.
  std::vector<const Url*> hosts() const;

  /// The bytes that Rust hashes of it, for Python's hash().
  void append_hashed(std::string& out) const;

  bool operator==(const MultiHostUrl& other) const {
    return unicode_text() == other.unicode_text();
  }
  std::strong_ordering operator<=>(const MultiHostUrl& other) const {
    return unicode_text() <=> other.unicode_text();
  }

 private:
  std::string insert_hosts(std::string text, bool unicode) const;

  Url url_;
  std::vector<Url> others_;
};

}  // namespace pydantic_core::url
