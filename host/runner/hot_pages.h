// host/runner/hot_pages.h: the pages of the program's memory that a typical run writes to.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace runner {

/// A run of pages: the number of the first one, and how many.
struct Stretch {
  uint32_t first;
  uint32_t count;
};

/// The stretches that tools/wasm_pages.py wrote at the end of that open .wasm file; empty if there
/// are none.
std::vector<Stretch> hot_pages(int wasm);

/// Makes these pages of `memory` private and present with one call each, at a third of the cost of
/// their page faults. Does nothing if the system lacks that call.
void prepare_pages(const std::vector<Stretch>& stretches, uint8_t* memory, size_t size);

}  // namespace runner
