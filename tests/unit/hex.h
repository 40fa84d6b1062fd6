// tests/unit/hex.h: how the probes get any text in one line.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

inline std::string unhex(std::string_view hex) {
  std::string text;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    text += static_cast<char>(std::strtoul(std::string(hex.substr(i, 2)).c_str(), nullptr, 16));
  }
  return text;
}
