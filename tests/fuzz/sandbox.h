// tests/fuzz/sandbox.h: the folders that the fuzzer's guests get, and those that they must not
// touch.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mounts.h"

namespace fuzz {

/// Below `base`: `inside`, which is given as `/w` and may be written to, in it `locked`, which may
/// not and is also given as `/w/locked`; `only`, given as `/r`, which may not; `outside`, which is
/// not given.
class Sandbox {
 public:
  explicit Sandbox(std::string base) : base_(std::move(base)) {}

  /// Makes all of it anew. False where that cannot be.
  [[nodiscard]] bool make();

  const std::vector<runner::Mount>& mounts() const { return mounts_; }

  /// Changes with anything in what a guest must leave as it is: names, content, times.
  uint64_t digest() const;

 private:
  bool fill(const std::string& folder);
  bool give(const std::string& folder, const char* guest, bool writable);

  std::string base_;
  std::vector<runner::Mount> mounts_;
};

}  // namespace fuzz
