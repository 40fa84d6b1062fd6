// tests/unit/url_probe.cc: a program that answers questions about URLs from stdin, one a line, so
// that a script can compare src/url with the published wheel over many generated cases. A line is
// `op TAB flags TAB text [TAB host TAB port TAB path]`, text in hex, `-` for what is not given;
// flags may have s (strict), p (preserve_empty_path) and h (host_required). The answer has the
// parts in hex, `-` for None.
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "url/multi_host_url.h"

using namespace pydantic_core::url;

namespace {

std::string unhex(std::string_view hex) {
  std::string text;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    text += static_cast<char>(std::strtoul(std::string(hex.substr(i, 2)).c_str(), nullptr, 16));
  }
  return text;
}

std::string hex(std::string_view text) {
  std::string out = "=";
  for (const char c : text) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", static_cast<unsigned char>(c));
    out += digits;
  }
  return out;
}

template <class Text>
std::string hex(const std::optional<Text>& text) {
  return text ? hex(std::string_view(*text)) : "-";
}

void show(std::vector<std::string> words) {
  std::string line = "ok";
  for (const std::string& word : words) line += '\t' + word;
  std::puts(line.c_str());
}

void show(const Url& url) {
  std::string params;
  for (const auto& [name, value] : url.query_params()) params += hex(name) + hex(value);
  show({hex(url.text()), hex(url.unicode_text()), hex(url.scheme()), hex(url.username()),
        hex(url.password()), hex(url.host()), hex(url.unicode_host()),
        url.port() ? std::to_string(*url.port()) : "-", hex(url.path()), hex(url.query()),
        hex(url.fragment()), params});
}

void show(const MultiHostUrl& url) {
  std::string hosts;
  for (const Url* host : url.hosts()) {
    hosts += hex(host->username()) + hex(host->password()) + hex(host->host()) + '=' +
             (host->port() ? std::to_string(*host->port()) : "-") + ';';
  }
  show({hex(url.text()), hex(url.unicode_text()), hex(url.url().scheme()), hosts,
        hex(url.url().path()), hex(url.url().query()), hex(url.url().fragment())});
}

template <class Kind>
void answer(const std::vector<std::string>& words) {
  const auto has = [&words](char flag) { return words[1].find(flag) != std::string::npos; };
  const auto given = [&words](size_t i) { return i < words.size() && words[i] != "-"; };
  Kind url;
  Error error = Kind::parse(unhex(words[2]), has('s'), has('p'), url);
  if (error == Error::none) {
    Defaults defaults;
    defaults.host_required = has('h');
    if (given(3)) defaults.host = unhex(words[3]);
    if (given(4)) defaults.port = static_cast<uint16_t>(std::atoi(words[4].c_str()));
    if (given(5)) defaults.path = unhex(words[5]);
    error = url.apply(defaults);
  }
  if (error == Error::none) return show(url);
  std::printf("%s\t%s\n", is_violation(error) ? "violation" : "error", error_text(error).data());
}

}  // namespace

int main() {
  std::string line;
  while (std::getline(std::cin, line)) {
    std::vector<std::string> words(1);
    for (const char c : line) {
      if (c == '\t') {
        words.emplace_back();
      } else {
        words.back() += c;
      }
    }
    words.resize(words.size() < 3 ? 3 : words.size());
    if (words[0] == "url") answer<Url>(words);
    if (words[0] == "multi") answer<MultiHostUrl>(words);
  }
  return 0;
}
