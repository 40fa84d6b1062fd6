// url/url.cc: the parts of a URL, its two spellings, and the changes that defaults make.
#include "url.h"

#include "ada.h"
#include "base/edition.h"
#include "host.h"
#include "parser.h"

namespace pydantic_core::url {
namespace {

/// Whether `text`, whose path came out as "/", had no path of its own.
bool has_no_path(std::string_view text) {
  text.remove_prefix(text.find(':') + 1);
  while (text.starts_with('/')) text.remove_prefix(1);
  const size_t end = text.find_first_of("/?#");
  return end == std::string_view::npos || text[end] != '/';
}

bool has_punycode(std::string_view domain) {
  return domain.starts_with("xn--") || domain.find(".xn--") != std::string_view::npos;
}

}  // namespace

Error Url::parse(std::string_view text, bool strict, bool preserve_empty_path, Url& out) {
  if (text.empty()) return Error::empty_input;
  Url url;
  Parser parser(url, strict);
  const Error error = parser.parse(text);
  if (error != Error::none) return error;
  if (parser.violation() != Error::none) return parser.violation();
  url.path_is_empty_ = preserve_empty_path && url.full_path() == "/" && is_special(url.scheme()) &&
                       has_no_path(text);
  out = std::move(url);
  return Error::none;
}

std::string_view Url::text(std::string& buffer) const {
  if (!shows_no_path()) return text_;
  buffer = text_;
  return buffer.erase(path_start_, 1);
}

void Url::append_hashed(std::string& out) const {
  out.append(text_).append("\xff");
  const bool empty = kUrlsCompareAsShown ? shows_no_path() : path_is_empty_;
  out.push_back(empty ? '\1' : '\0');
}

std::strong_ordering Url::operator<=>(const Url& other) const {
  if (!kUrlsCompareAsShown) return text_ <=> other.text_;
  std::string buffer, others_buffer;
  return text(buffer) <=> other.text(others_buffer);
}

std::string Url::unicode_text() const {
  std::string text = this->text();
  std::string decoded;
  const std::string_view domain = slice(host_start_, host_end_);
  if (host_kind_ == HostKind::domain && is_special(scheme()) && has_punycode(domain) &&
      decode_punycode(domain, decoded)) {
    // Where the host stands if there is no user name: upstream looks nowhere else.
    text.replace(scheme_end_ + 3, domain.size(), decoded);
  }
  return text;
}

std::optional<std::string_view> Url::username() const {
  if (!has_authority() || username_end_ <= scheme_end_ + 3) return {};
  return slice(scheme_end_ + 3, username_end_);
}

std::optional<std::string_view> Url::password() const {
  if (!has_authority() || username_end_ == text_.size() || text_[username_end_] != ':') return {};
  return slice(username_end_ + 1, host_start_ - 1);
}

std::optional<std::string_view> Url::host() const {
  if (!has_host()) return {};
  return slice(host_start_, host_end_);
}

std::optional<std::string> Url::unicode_host() const {
  const std::optional<std::string_view> domain = host();
  if (!domain) return {};
  if (host_kind_ != HostKind::domain || !is_special(scheme()) || !has_punycode(*domain)) {
    return std::string(*domain);
  }
  std::string decoded;
  if (!decode_punycode(*domain, decoded)) return {};
  return decoded;
}

size_t Url::path_end() const {
  return query_start_ ? *query_start_ : fragment_start_.value_or(text_.size());
}

std::optional<std::string_view> Url::path() const {
  const std::string_view path = full_path();
  if (path.empty() || shows_no_path()) return {};
  return path;
}

std::optional<std::string_view> Url::query() const {
  if (!query_start_) return {};
  return slice(*query_start_ + 1, fragment_start_.value_or(text_.size()));
}

std::optional<std::string_view> Url::fragment() const {
  if (!fragment_start_) return {};
  return slice(*fragment_start_ + 1, text_.size());
}

std::vector<std::pair<std::string, std::string>> Url::query_params() const {
  std::vector<std::pair<std::string, std::string>> params;
  for (std::string_view rest = query().value_or(""); !rest.empty();) {
    const size_t end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (pair.empty()) continue;
    const size_t equals = pair.find('=');
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    params.emplace_back(ada::unicode::form_urlencoded_decode(pair.substr(0, equals)),
                        ada::unicode::form_urlencoded_decode(value));
  }
  return params;
}

bool Url::lacks(const Defaults& defaults) const {
  return (!has_host() && (defaults.host || defaults.host_required)) || (defaults.port && !port_) ||
         (defaults.path && (full_path().empty() || full_path() == "/"));
}

Error Url::apply(const Defaults& defaults) {
  if (!has_host()) {
    if (defaults.host) {
      const Error error = set_host(*defaults.host);
      if (error != Error::none) return error;
    } else if (defaults.host_required) {
      return Error::empty_host;
    }
  }
  if (defaults.port && !port_ && !set_port(*defaults.port)) return Error::empty_host;
  if (defaults.path && (full_path().empty() || full_path() == "/")) set_path(*defaults.path);
  return Error::none;
}

/// Replaces a stretch that lies before the path, which moves with all that follows it.
void Url::replace(size_t begin, size_t end, std::string_view with) {
  text_.replace(begin, end - begin, with);
  const auto shift = static_cast<uint32_t>(with.size() - (end - begin));  // modulo 2^32
  path_start_ += shift;
  if (query_start_) *query_start_ += shift;
  if (fragment_start_) *fragment_start_ += shift;
}

Error Url::set_host(std::string_view host) {
  if (has_opaque_path()) return Error::set_host_on_opaque_path;
  const bool special = is_special(scheme());
  if (host.empty() && special && scheme() != "file") return Error::empty_host;
  if (!host.starts_with('[') || !host.ends_with(']')) {
    const size_t colon = host.find(':');
    if (colon == 0) return Error::invalid_domain_character;
    host = host.substr(0, colon);
  }
  Host parsed;
  const Error error = special ? parse_host(host, parsed) : parse_opaque_host(host, parsed);
  if (error != Error::none) return error;
  const size_t end = host_end_;
  if (!has_authority()) {
    parsed.text.insert(0, "//");
    username_end_ += 2;
    replace(host_start_, end, parsed.text);
    host_start_ += 2;
    parsed.text.erase(0, 2);
  } else {
    replace(host_start_, end, parsed.text);
  }
  host_end_ = host_start_ + static_cast<uint32_t>(parsed.text.size());
  host_kind_ = parsed.is_address     ? HostKind::address
               : parsed.text.empty() ? HostKind::none
                                     : HostKind::domain;
  return Error::none;
}

/// Sets the port of a URL that has none.
bool Url::set_port(uint16_t port) {
  if (!has_host() || scheme() == "file") return false;
  if (this->port() == port) return true;  // the scheme's own
  replace(host_end_, path_start_, ':' + std::to_string(port));
  port_ = port;
  return true;
}

void Url::set_path(std::string_view path) {
  const std::string after = text_.substr(path_end());
  const auto old_end = static_cast<uint32_t>(path_end());
  const bool opaque = has_opaque_path();
  text_.resize(path_start_);
  Parser parser(*this, false);
  if (opaque) {
    if (path.starts_with('/')) {
      text_ += "%2F";
      path.remove_prefix(1);
    }
    parser.append_opaque_path(path);
  } else {
    parser.append_path(path);
  }
  const auto shift = static_cast<uint32_t>(text_.size()) - old_end;  // modulo 2^32
  if (query_start_) *query_start_ += shift;
  if (fragment_start_) *fragment_start_ += shift;
  text_ += after;
}

}  // namespace pydantic_core::url
