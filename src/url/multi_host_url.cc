// url/multi_host_url.cc: taking hosts apart and putting them together again.
#include "multi_host_url.h"

#include <utility>

#include "base/edition.h"

namespace pydantic_core::url {
namespace {

bool is_scheme_character(char c) {
  return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
         c == '.';
}

/// The prefix that a host is parsed with once the prefix of the whole URL has been checked. Hosts
/// of schemes that are not special do not depend on the scheme, so any short one serves.
std::string plain_prefix(std::string_view scheme) {
  return std::string(is_special(scheme) ? scheme : "x") + "://";
}

}  // namespace

Error MultiHostUrl::parse(std::string_view text, bool strict, bool preserve_empty_path,
                          MultiHostUrl& out) {
  if (text.empty()) return Error::empty_input;
  size_t at = 0;
  const auto is_space = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (at < text.size() && is_space(text[at])) ++at;

  const size_t scheme_start = at;
  while (at < text.size() && is_scheme_character(text[at])) ++at;
  if (at == text.size() || text[at] != ':' || at == scheme_start) {
    return Error::relative_without_base;
  }
  std::string scheme(text.substr(scheme_start, at - scheme_start));
  for (char& c : scheme) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  ++at;
  while (at < text.size() && (text[at] == '/' || text[at] == '\\')) ++at;
  std::string prefix(text.substr(0, at));

  std::vector<std::string_view> hosts;
  size_t start = at;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '/' || c == '?' || c == '#' || (c == '\\' && is_special(scheme))) break;
    if (c != ',') continue;
    if (at == start) return Error::empty_host;
    hosts.push_back(text.substr(start, at - start));
    start = at + 1;
  }

  MultiHostUrl result;
  const auto read = [&](std::string_view rest, bool preserve, Url& url) {
    return Url::parse(prefix + std::string(rest), strict, preserve, url);
  };
  Error error = read(text.substr(start), preserve_empty_path, result.url_);
  if (error == Error::none && !hosts.empty() && !result.url_.has_host()) error = Error::empty_host;
  if (kHostsHaveOwnPrefix && error == Error::none) prefix = plain_prefix(result.url_.scheme());
  for (const std::string_view host : hosts) {
    if (error != Error::none) break;
    error = read(host, false, result.others_.emplace_back());
  }
  if (error != Error::none) return error;
  for (const Url& url : result.others_) {
    if (!url.has_host()) return Error::empty_host;
  }
  out = std::move(result);
  return Error::none;
}

std::vector<const Url*> MultiHostUrl::hosts() const {
  std::vector<const Url*> urls;
  urls.reserve(others_.size() + 1);
  for (const Url& url : others_) urls.push_back(&url);
  if (!others_.empty() || url_.has_host()) urls.push_back(&url_);
  return urls;
}

/// Puts the other hosts before the one that is there. Special ones come with a "/" at their end.
std::string MultiHostUrl::insert_hosts(std::string text, bool unicode) const {
  const size_t begin = url_.scheme().size() + 3;
  std::string hosts;
  for (const Url& url : others_) {
    const std::string host = unicode ? url.unicode_text() : url.text();
    const size_t host_begin = url.scheme().size() + 3;
    hosts += host.substr(host_begin, host.size() - host_begin - is_special(url.scheme()));
    hosts += ',';
  }
  text.insert(hosts.empty() ? 0 : begin, hosts);
  return text;
}

void MultiHostUrl::append_hashed(std::string& out) const {
  const auto number = [&](uint64_t n) {
    for (int i = 0; i < 8; ++i) out.push_back(static_cast<char>(n >> 8 * i));
  };
  url_.append_hashed(out);
  number(others_.empty() ? 0 : 1);
  if (others_.empty()) return;
  number(others_.size());
  for (const Url& other : others_) out.append(other.serialization()).append("\xff");
}

}  // namespace pydantic_core::url
