// tests/unit/url_probe.cc: how often parsing by ada alone gives the same result as src/url. Reads
// URLs from stdin, one a line in hex, and prints how often the two agree and how they differ:
//
//     python3 -m tests.differential.urls --texts --count 200000 | build/dev/tests/unit/url_probe
//
// docs/urls.md has the figures.
#include <cstdio>
#include <iostream>
#include <map>
#include <string>

#include "ada.h"
#include "hex.h"
#include "url/url.h"

using pydantic_core::url::Error;
using pydantic_core::url::error_text;
using pydantic_core::url::is_special;
using pydantic_core::url::Url;

namespace {

/// The first part of the two URLs that differs, or nullptr.
const char* difference(const Url& ours, const ada::url_aggregator& adas) {
  const auto text = [](std::optional<std::string_view> part) { return part.value_or(""); };
  if (std::string(ours.scheme()) + ':' != adas.get_protocol()) return "scheme";
  if (text(ours.username()) != adas.get_username()) return "username";
  if (text(ours.password()) != adas.get_password()) return "password";
  if (text(ours.host()) != adas.get_hostname()) return "host";
  if (text(ours.path()) != adas.get_pathname()) return "path";
  if (ours.query().has_value() != adas.has_search()) return "query";
  if (text(ours.query()) != adas.get_search().substr(!adas.get_search().empty())) return "query";
  if (ours.fragment().has_value() != adas.has_hash()) return "fragment";
  return ours.serialization() == adas.get_href() ? nullptr : "text";
}

}  // namespace

int main() {
  struct Seen {
    size_t count = 0;
    std::string example;
  };
  std::map<std::string, Seen> seen;
  size_t total = 0;
  for (std::string line; std::getline(std::cin, line); ++total) {
    const std::string text = unhex(line);
    Url ours;
    const Error error = Url::parse(text, false, false, ours);
    const auto adas = ada::parse<ada::url_aggregator>(text);
    std::string what = "the same";
    if (adas && error != Error::none) {
      what = "ada accepts: " + std::string(error_text(error));
    } else if (!adas && error == Error::none) {
      what = std::string("ada refuses: ") + (is_special(ours.scheme()) ? "special" : "other");
    } else if (adas) {
      const char* const part = difference(ours, *adas);
      if (part != nullptr) {
        const char* const kind = ours.scheme() == "file"     ? "file"
                                 : is_special(ours.scheme()) ? "special"
                                                             : "other";
        what = std::string("differs: ") + kind + ", " + part;
      }
    }
    Seen& entry = seen[what];
    if (++entry.count == 1 || text.size() < entry.example.size()) entry.example = text;
  }
  for (const auto& [what, entry] : seen) {
    std::printf("%8zu  %-50s %s\n", entry.count, what.c_str(),
                what == "the same" ? "" : entry.example.c_str());
  }
  std::printf("%8zu  in all\n", total);
  return 0;
}
