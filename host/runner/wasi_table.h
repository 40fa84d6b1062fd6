// host/runner/wasi_table.h: the table of all calls, independent of wasmtime. The linker defines
// imports from it (wasi.cc), and tests call the same rows.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "wasi_calls.h"

namespace runner::wasi {

struct Row {
  static constexpr size_t kMostParameters = 9;

  std::string_view name;
  std::span<const uint8_t> sizes;  // of its parameters, in bytes: 4 or 8
  bool returns;                    // false for `proc_exit` alone
  Errno (*call)(Call& call, const uint64_t* values);
};

/// All calls of preview 1.
std::span<const Row> rows();

}  // namespace runner::wasi
