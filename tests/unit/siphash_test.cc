// SipHash-1-3, compared with CPython's: hash() of bytes with PYTHONHASHSEED=0, whose key is zero,
// too.
#include "base/siphash.h"

#include <string>

#include "check.h"

using namespace pydantic_core;

namespace {

TEST(siphash_rows) {
  std::string counting;
  for (char byte = 0; byte < 64; ++byte) counting += byte;
  const struct {
    std::string bytes;
    uint64_t hash;
  } rows[] = {
      {"a", 0x407448d2b89b1813},        {"abcdefg", 0x6db12aae9070f506},
      {"abcdefgh", 0x3f7b849c0b8e35ea}, {"abcdefghi", 0xf89b34a3d11eb6e5},
      {counting, 0x75e05fd5bbc870c6},   {std::string(15, '\xff'), 0x562bd90f8eb2852f},
  };
  for (const auto& row : rows) CHECK_ROW(row.bytes, siphash13(row.bytes), row.hash);
}

}  // namespace
