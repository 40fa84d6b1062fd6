// host/runner/instance.h: the program with a memory of its own, which runs once, or again and
// again.

#pragma once

#include <string>

#include "guest.h"
#include "program.h"

namespace runner {

/// The program with its imports, ready for instances; nullptr with a sentence.
wasmtime_instance_pre_t* prepare(const Program& program, std::string& problem);

class Instance {
 public:
  Instance() = default;
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
  ~Instance() { drop(); }

  explicit operator bool() const { return store_ != nullptr; }

  /// Makes the instance, with at most `limit` bytes of memory where that is not 0. False with a
  /// sentence.
  [[nodiscard]] bool make(const Program& program, const wasmtime_instance_pre_t* ready,
                          uint64_t limit, std::string& problem);

  /// Asks for the pages that a run writes to.
  void prepare_pages(const Program& program);

  /// Runs the program for that guest, up to its end. Empty, or what it crashed of.
  std::string run(wasi::Guest& guest);

  /// Makes it the same as one that has never run; `page_map` is /proc/self/pagemap, open. False
  /// where that cannot be.
  [[nodiscard]] bool put_back(const Instance& untouched, int page_map);

  void drop();
  /// Leaves all to the end of the process.
  void forget() { store_ = nullptr; }

 private:
  uint8_t* memory() const { return wasmtime_memory_data(context_, &memory_); }
  size_t size() const { return wasmtime_memory_data_size(context_, &memory_); }

  wasmtime_store_t* store_ = nullptr;
  wasmtime_context_t* context_ = nullptr;
  wasmtime_func_t start_ = {};
  wasmtime_memory_t memory_ = {};
  wasmtime_global_t stack_ = {};  // its one variable that is not in memory: where its stack ends
  bool has_stack_ = false;
};

}  // namespace runner
