// url/path_parser.cc: paths with their dot segments, and file URLs with their drive letters.
#include <algorithm>

#include "base/edition.h"
#include "host.h"
#include "parser.h"

namespace pydantic_core::url {
namespace {

bool is_alpha(char c) { return (c | 32) >= 'a' && (c | 32) <= 'z'; }

bool is_path_end(char c) { return c == '/' || c == '\\' || c == '?' || c == '#'; }

/// `C:` or `C|`.
bool is_drive_letter(std::string_view text) {
  return text.size() == 2 && is_alpha(text[0]) && (text[1] == ':' || text[1] == '|');
}

bool is_normalized_drive_letter(std::string_view text) {
  return is_drive_letter(text) && text[1] == ':';
}

/// `/C:` or `/C|`, whole or with more path after it.
bool begins_with_drive(std::string_view text) {
  return text.size() >= 3 && text[0] == '/' && is_drive_letter(text.substr(1, 2)) &&
         (text.size() == 3 || is_path_end(text[3]));
}

/// A path that is no more than `/C:`.
constexpr size_t kDriveSize = 3;

/// How many dots a segment stands for, written as they are or as `%2e`; 0 for any other segment.
int dots(std::string_view segment) {
  int count = 0;
  while (!segment.empty()) {
    const bool encoded =
        segment.size() >= 3 && segment[0] == '%' && segment[1] == '2' && (segment[2] | 32) == 'e';
    if (!encoded && segment[0] != '.') return 0;
    segment.remove_prefix(encoded ? 3 : 1);
    ++count;
  }
  return count <= 2 ? count : 0;
}

}  // namespace

void Parser::parse_path_start(bool& has_host) {
  const size_t path_start = out_.size();
  const char c = at(at_);
  const bool has_more = at_ < in_.size();
  if (is_special()) {
    if (c == '\\') note(Error::backslash);
    if (!out_.ends_with('/')) {
      out_ += '/';
      if (is_slash(c)) ++at_;
    }
  } else {
    if (c == '?' || c == '#') return;
    if (has_more && c != '/') out_ += '/';
  }
  parse_path(path_start, has_host);
}

/// Reads to the end of the segment and past its slash; whether there was one. `segment_start` moves
/// when a slash is put in after a drive letter.
bool Parser::take_segment(size_t path_start, size_t& segment_start) {
  size_t end = at_;
  while (end < in_.size() && !is_slash(in_[end]) &&
         (in_setter_ || (in_[end] != '?' && in_[end] != '#'))) {
    ++end;
  }
  // The older specification ends a segment behind a drive letter by itself.
  while (!kDriveLettersAreSegments && at_ < end && scheme_ == Scheme::file &&
         out_.size() <= path_start + kDriveSize) {
    if (out_.size() > path_start &&
        is_normalized_drive_letter(std::string_view(out_).substr(path_start + 1))) {
      out_ += '/';
      ++segment_start;
    }
    take(next_character(), kPathSet);
  }
  if (at_ != end) take(end, kPathSet);
  if (at_ == in_.size() || !is_slash(in_[at_])) return false;
  if (in_[at_] == '\\') note(Error::backslash);
  out_ += '/';
  ++at_;
  return true;
}

/// Takes many segments at once, each with its slash: those that do not begin as dot segments do,
/// and single dots, which add nothing. In a file URL, it takes none that may be a drive letter.
void Parser::take_plain_segments(size_t path_start) {
  if (scheme_ == Scheme::file && out_.size() <= path_start + kDriveSize) return;
  for (;;) {
    while (at(at_) == '.' && at(at_ + 1) == '/' && out_.ends_with('/')) at_ += 2;
    size_t end = at_;
    for (size_t i = at_; at(i) != '.' && at(i) != '%'; end = ++i) {
      while (i < in_.size() && !is_path_end(in_[i])) ++i;
      if (at(i) != '/') break;
    }
    if (end == at_) return;
    take(end, kPathSet);
  }
}

void Parser::parse_path(size_t path_start, bool& has_host) {
  for (bool more = true; more;) {
    take_plain_segments(path_start);
    size_t segment_start = out_.size();
    more = take_segment(path_start, segment_start);
    end_segment(path_start, segment_start, more, has_host);
  }
  if (scheme_ != Scheme::file) return;
  size_t end = path_start;
  while (end < out_.size() && out_[end] == '/') ++end;
  out_.replace(path_start, end - path_start, "/");
}

/// Resolves what was written last if it is a dot segment or a drive letter.
void Parser::end_segment(size_t path_start, size_t segment_start, bool has_slash, bool& has_host) {
  const std::string_view segment =
      std::string_view(out_).substr(segment_start, out_.size() - segment_start - has_slash);
  const int count = dots(segment);
  if (count == 2) {
    out_.resize(segment_start);
    if (out_.ends_with('/')) {
      // The slash before goes too, unless it is the root's or a drive's.
      const size_t before = std::string_view(out_).substr(0, out_.size() - 1).rfind('/');
      if (before != std::string::npos && before >= path_start &&
          !begins_with_drive(std::string_view(out_).substr(before))) {
        out_.pop_back();
      }
    }
    shorten_path(path_start);
    if (has_slash && !out_.ends_with('/')) out_ += '/';
  } else if (count == 1) {
    out_.resize(segment_start);
    if (!out_.ends_with('/')) out_ += '/';
  } else if (scheme_ == Scheme::file && segment_start == path_start + 1 &&
             is_drive_letter(segment)) {
    out_[segment_start + 1] = ':';
    if (has_host) {
      note(Error::file_with_host_and_windows_drive);
      has_host = false;
    }
  }
}

/// Removes the path's last item, unless it is a drive letter.
void Parser::shorten_path(size_t path_start) {
  if (out_.size() == path_start) return;
  const size_t segment_start = out_.rfind('/') + 1;
  if (scheme_ == Scheme::file &&
      is_normalized_drive_letter(std::string_view(out_).substr(segment_start))) {
    return;
  }
  out_.resize(segment_start);
}

void Parser::parse_opaque_path(bool ends_at_query) {
  const size_t end = ends_at_query ? in_.find_first_of("?#", at_) : in_.size();
  take(std::min(end, in_.size()), kControls);
}

void Parser::append_path(std::string_view path) {
  set_input(path);
  in_setter_ = true;
  set_scheme(url_.scheme());
  bool has_host = true;
  parse_path_start(has_host);
}

void Parser::append_opaque_path(std::string_view path) {
  set_input(path);
  parse_opaque_path(false);
}

/// What follows `file:`.
Error Parser::parse_file() {
  if (at(at_) != '/' || at(at_ + 1) != '/') note(Error::expected_file_double_slash);
  out_ = "file://";
  url_.scheme_end_ = 4;
  url_.username_end_ = url_.host_start_ = url_.host_end_ = url_.path_start_ = written();
  bool has_host = false;
  if (!is_slash(at(at_))) {
    out_ += '/';
    parse_path(url_.path_start_, has_host);
  } else {
    if (at(at_) == '\\') note(Error::backslash);
    if (!is_slash(at(at_ + 1))) {
      parse_path(url_.path_start_, has_host);
    } else {
      if (at(at_ + 1) == '\\') note(Error::backslash);
      at_ += 2;
      const Error error = parse_file_host(has_host);
      if (error != Error::none) return error;
    }
  }
  parse_query_and_fragment();
  return Error::none;
}

/// The host of a file URL, and its path.
Error Parser::parse_file_host(bool& has_host) {
  const size_t begin = at_;
  size_t end = begin;
  while (end < in_.size() && !is_path_end(in_[end])) ++end;
  const std::string_view text = in_.substr(begin, end - begin);
  if (!is_drive_letter(text)) {
    at_ = end;
    if (!text.empty()) {
      Host host;
      const Error error = parse_host(text, host);
      if (error != Error::none) return error;
      if (host.text != "localhost") {
        set_host(host.is_address, host.text);
        has_host = true;
      }
    }
  }
  url_.path_start_ = written();
  if (has_host) {
    parse_path_start(has_host);
    if (!has_host) {  // a drive letter came first in the path
      out_.erase(url_.host_start_, url_.host_end_ - url_.host_start_);
      url_.host_end_ = url_.path_start_ = url_.host_start_;
      url_.host_kind_ = Url::HostKind::none;
    }
  } else {
    out_ += '/';
    parse_path(url_.path_start_, has_host);
  }
  return Error::none;
}

}  // namespace pydantic_core::url
