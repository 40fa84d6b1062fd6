// host/runner/wasi_table.h: the list of the calls, without anything of wasmtime: the linker makes
// its imports of it (wasi.cc), and the tests call the same rows.

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
  bool returns;                    // whether it returns at all; only `proc_exit` does not
  Errno (*call)(Call& call, const uint64_t* values);
};

/// All of preview 1.
std::span<const Row> rows();

}  // namespace runner::wasi
