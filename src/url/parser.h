// url/parser.h: reading a URL. The parser writes the serialization as it goes and notes where the
// parts begin. Used by Url alone.
#pragma once

#include <string>
#include <string_view>

#include "percent.h"
#include "url.h"

namespace pydantic_core::url {

class Parser {
 public:
  /// Writes into `url`. With `strict`, notes what had to be put right.
  Parser(Url& url, bool strict) : url_(url), out_(url.text_), strict_(strict) {}
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// Reads a whole URL. `url` is unusable when this fails.
  Error parse(std::string_view text);

  /// For setters: appends a path to the text of a URL that ends where its path begins.
  void append_path(std::string_view path);
  void append_opaque_path(std::string_view path);

  /// The last thing that had to be put right.
  Error violation() const { return violation_; }

 private:
  enum class Scheme : uint8_t { file, special, other };

  void note(Error violation) {
    if (strict_) violation_ = violation;
  }
  bool is_special() const { return scheme_ != Scheme::other; }
  bool is_slash(char c) const { return c == '/' || (c == '\\' && is_special()); }
  char at(size_t i) const { return i < in_.size() ? in_[i] : '\0'; }
  uint32_t written() const { return static_cast<uint32_t>(out_.size()); }

  void set_input(std::string_view text);
  void set_scheme(std::string_view scheme);
  bool take_scheme();
  Error parse_file();
  Error parse_file_host(bool& has_host);
  Error parse_authority();
  Error parse_userinfo(bool& is_empty);
  Error parse_host_and_port();
  std::string_view take_host();
  Error parse_port();
  void set_host(bool is_address, std::string_view text);
  void parse_path_start(bool& has_host);
  void parse_path(size_t path_start, bool& has_host);
  void take_plain_segments(size_t path_start);
  bool take_segment(size_t path_start, size_t& segment_start);
  void end_segment(size_t path_start, size_t segment_start, bool has_slash, bool& has_host);
  void shorten_path(size_t path_start);
  void parse_opaque_path(bool ends_at_query);
  void parse_query_and_fragment();
  void take(size_t end, const EncodeSet& set);
  void check(size_t end);
  size_t next_character() const;

  Url& url_;
  std::string& out_;
  std::string_view in_;
  std::string without_breaks_;  // what in_ looks at where tabs or line breaks had to go
  size_t at_ = 0;
  Scheme scheme_ = Scheme::other;
  bool strict_;
  bool in_setter_ = false;
  Error violation_ = Error::none;
};

}  // namespace pydantic_core::url
