// url/url.h: a URL as upstream's Url has it: parsed by the rules of the Rust crate url 2.5.4. Those
// are the WHATWG's but for details (what is percent-encoded where, files, opaque hosts), and what
// they make of a URL is its text, so the parser is ours; the tables for international domain names
// are ada's.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "errors.h"

namespace pydantic_core::url {

/// What a schema fills in where a URL lacks it.
struct Defaults {
  bool host_required = false;
  std::optional<std::string> host;
  std::optional<uint16_t> port;
  std::optional<std::string> path;
};

class Url {
 public:
  /// Reads `text` (UTF-8) into `out`, which is left alone on failure. With `strict`, the last thing
  /// that the parser had to put right is an error. With `preserve_empty_path`, `http://host` does
  /// not become `http://host/`.
  static Error parse(std::string_view text, bool strict, bool preserve_empty_path, Url& out);

  /// Whether apply() has anything to do, or to object to.
  bool lacks(const Defaults& defaults) const;
  /// Fills in what is missing; the URL may be half changed when this fails.
  Error apply(const Defaults& defaults);

  /// The whole text (`str()`), ASCII. It may be put together in `buffer`.
  std::string_view text(std::string& buffer) const;
  std::string text() const {
    std::string buffer;
    return std::string(text(buffer));
  }
  /// The same with punycode decoded (`unicode_string()`).
  std::string unicode_text() const;
  /// How the parser writes it, whatever the empty path.
  std::string_view serialization() const { return text_; }

  // The parts, valid as long as the URL is. Where Python sees None there is no value.
  std::string_view scheme() const { return slice(0, scheme_end_); }
  std::optional<std::string_view> username() const;
  std::optional<std::string_view> password() const;
  bool has_host() const { return host_kind_ != HostKind::none; }
  std::optional<std::string_view> host() const;
  std::optional<std::string> unicode_host() const;
  /// The port that is used: the one that is written, else the scheme's.
  std::optional<uint16_t> port() const;
  std::optional<std::string_view> path() const;
  std::optional<std::string_view> query() const;
  std::optional<std::string_view> fragment() const;
  /// Decoded: bytes, which need not be UTF-8.
  std::vector<std::pair<std::string, std::string>> query_params() const;

  /// The bytes that Rust hashes of it, for Python's hash().
  void append_hashed(std::string& out) const;

  bool operator==(const Url& other) const { return (*this <=> other) == 0; }
  /// By the text (kUrlsCompareAsShown).
  std::strong_ordering operator<=>(const Url& other) const;

 private:
  friend class Parser;

  enum class HostKind : uint8_t { none, domain, address };

  std::string_view slice(size_t begin, size_t end) const {
    return std::string_view(text_).substr(begin, end - begin);
  }
  bool has_authority() const {
    return std::string_view(text_).substr(scheme_end_).starts_with("://");
  }
  bool has_opaque_path() const {
    return text_.size() == scheme_end_ + 1u || text_[scheme_end_ + 1] != '/';
  }
  size_t path_end() const;
  std::string_view full_path() const { return slice(path_start_, path_end()); }
  bool shows_no_path() const { return path_is_empty_ && full_path() == "/"; }
  Error set_host(std::string_view host);
  bool set_port(uint16_t port);
  void set_path(std::string_view path);
  void replace(size_t begin, size_t end, std::string_view with);

  std::string text_;
  uint32_t scheme_end_ = 0;  // at the ':'
  uint32_t username_end_ = 0;
  uint32_t host_start_ = 0;
  uint32_t host_end_ = 0;
  uint32_t path_start_ = 0;
  std::optional<uint32_t> query_start_;     // at the '?'
  std::optional<uint32_t> fragment_start_;  // at the '#'
  std::optional<uint16_t> port_;
  HostKind host_kind_ = HostKind::none;
  bool path_is_empty_ = false;  // a path that is "/" is so only because the parser put it there
};

/// http, https, ws, wss, ftp and file.
bool is_special(std::string_view scheme);

}  // namespace pydantic_core::url
