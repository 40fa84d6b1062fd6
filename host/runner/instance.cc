// host/runner/instance.cc: between two runs, an instance is reset instead of made anew. The system
// tells which of its pages are no longer those of the snapshot; these are copied from an instance
// that never runs. This saves making and freeing an address space, and page faults.
//
// A run can change the memory of its instance and one global, the stack pointer; tables and other
// globals of python.wasm are constant. A memory that has grown cannot shrink, so such an instance
// is dropped. So is every instance if the system cannot tell the pages (Linux below 6.7).

#include "instance.h"

#include <linux/fs.h>
#include <sys/ioctl.h>

#include <cstring>
#include <string_view>

#include "engine.h"
#include "wasi.h"

namespace runner {
namespace {

constexpr uint8_t kFunction = 0;
constexpr uint8_t kGlobal = 1;
constexpr uint8_t kMemory = 3;

/// Frees the one that is not null, and returns its message.
std::string what_went_wrong(wasmtime_error_t* error, wasm_trap_t* trap) {
  return error != nullptr ? sentence(error) : sentence(trap);
}

/// That many bytes in MB, rounded up, for a sentence.
std::string megabytes(size_t bytes) {
  return std::to_string((bytes + (1 << 20) - 1) >> 20) + " MB";
}

#ifdef PAGEMAP_SCAN

/// Copies each page of `memory` that is private to this process from `from`.
bool copy_own_pages(uint8_t* memory, const uint8_t* from, size_t size, int page_map) {
  page_region found[256];
  pm_scan_arg scan = {};
  scan.size = sizeof scan;
  scan.start = reinterpret_cast<uintptr_t>(memory);
  scan.end = scan.start + size;
  scan.vec = reinterpret_cast<uintptr_t>(found);
  scan.vec_len = sizeof found / sizeof *found;
  scan.category_inverted = PAGE_IS_FILE | PAGE_IS_PFNZERO;
  scan.category_mask = PAGE_IS_FILE | PAGE_IS_PFNZERO;
  scan.category_anyof_mask = PAGE_IS_PRESENT | PAGE_IS_SWAPPED;
  while (scan.start < scan.end) {
    const int count = ioctl(page_map, PAGEMAP_SCAN, &scan);
    if (count < 0) return false;
    for (int i = 0; i < count; ++i) {
      const size_t at = found[i].start - reinterpret_cast<uintptr_t>(memory);
      std::memcpy(memory + at, from + at, found[i].end - found[i].start);
    }
    scan.start = scan.walk_end;
  }
  return true;
}

#else

bool copy_own_pages(uint8_t*, const uint8_t*, size_t, int) { return false; }

#endif

}  // namespace

wasmtime_instance_pre_t* prepare(const Program& program, std::string& problem) {
  wasmtime_linker_t* linker = wasmtime_linker_new(program.engine);
  wasmtime_instance_pre_t* ready = nullptr;
  wasmtime_error_t* error = wasi::define(linker);
  if (error == nullptr) error = wasmtime_linker_instantiate_pre(linker, program.module, &ready);
  if (error != nullptr) problem = sentence(error);
  return ready;
}

bool Instance::make(const Program& program, const wasmtime_instance_pre_t* ready, uint64_t limit,
                    std::string& problem) {
  store_ = wasmtime_store_new(program.engine, nullptr, nullptr);
  context_ = wasmtime_store_context(store_);
  constexpr int64_t any = -1;
  if (limit != 0) wasmtime_store_limiter(store_, static_cast<int64_t>(limit), any, any, any, any);
  wasmtime_instance_t instance;
  wasm_trap_t* trap = nullptr;
  wasmtime_error_t* error = wasmtime_instance_pre_instantiate(ready, context_, &instance, &trap);
  if (error != nullptr || trap != nullptr) {
    problem = what_went_wrong(error, trap);
    Instance unlimited;  // tells how much the program starts with
    std::string ignored;
    if (limit != 0 && unlimited.make(program, ready, 0, ignored) && unlimited.size() > limit)
      problem = "--memory must be at least " + megabytes(unlimited.size());
    return false;
  }
  wasmtime_extern_t found;
  const auto get = [&](std::string_view name, uint8_t kind) {
    return wasmtime_instance_export_get(context_, &instance, name.data(), name.size(), &found) &&
           found.kind == kind;
  };
  problem = "it is no program for WASI";
  if (!get("_start", kFunction)) return false;
  start_ = found.of.func;
  if (!get("memory", kMemory)) return false;
  memory_ = found.of.memory;
  has_stack_ = get("__stack_pointer", kGlobal);
  if (has_stack_) stack_ = found.of.global;
  return true;
}

void Instance::prepare_pages(const Program& program) {
  runner::prepare_pages(program.hot_pages, memory(), size());
}

std::string Instance::run(wasi::Guest& guest) {
  guest.memory = memory_;
  wasmtime_context_set_data(context_, &guest);
  wasm_trap_t* trap = nullptr;
  // Not the unchecked call: the `_start` of a program may have another type.
  wasmtime_error_t* error = wasmtime_func_call(context_, &start_, nullptr, 0, nullptr, 0, &trap);
  if (error == nullptr && trap == nullptr) return "";
  const std::string problem = what_went_wrong(error, trap);
  return guest.ended ? "" : problem;  // a call of exit returns as a trap
}

bool Instance::put_back(const Instance& untouched, int page_map) {
  if (!has_stack_ || size() != untouched.size()) return false;
  wasmtime_val_t stack;
  wasmtime_global_get(untouched.context_, &untouched.stack_, &stack);
  if (wasmtime_error_t* error = wasmtime_global_set(context_, &stack_, &stack)) {
    wasmtime_error_delete(error);
    return false;
  }
  return copy_own_pages(memory(), untouched.memory(), size(), page_map);
}

void Instance::drop() {
  if (store_ != nullptr) wasmtime_store_delete(store_);
  store_ = nullptr;
}

}  // namespace runner
