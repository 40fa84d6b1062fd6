// host/runner/hot_pages.h: the pages of a program's memory that a usual run writes to.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace runner {

/// Neighbouring pages: the first one's number, and how many.
struct Stretch {
  uint32_t first;
  uint32_t count;
};

/// What tools/wasm_pages.py wrote at the end of that open .wasm file; empty where it did not.
std::vector<Stretch> hot_pages(int wasm);

/// Makes those pages of a memory private and present at once, which costs a third of what their
/// faults would. Where the system has no such call, nothing happens.
void prepare_pages(const std::vector<Stretch>& stretches, uint8_t* memory, size_t size);

}  // namespace runner
