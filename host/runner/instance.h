// host/runner/instance.h: an instance of the program, with a memory of its own, which can run more
// than once.

#pragma once

#include <string>

#include "guest.h"
#include "program.h"

namespace runner {

/// Links the program with its imports. nullptr, with a message in `problem`.
wasmtime_instance_pre_t* prepare(const Program& program, std::string& problem);

class Instance {
 public:
  Instance() = default;
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
  ~Instance() { drop(); }

  explicit operator bool() const { return store_ != nullptr; }

  /// Makes the instance. Unless `limit` is 0, its memory has at most that many bytes. False, with a
  /// message in `problem`.
  [[nodiscard]] bool make(const Program& program, const wasmtime_instance_pre_t* ready,
                          uint64_t limit, std::string& problem);

  /// Makes the pages present that a typical run writes to.
  void prepare_pages(const Program& program);

  /// Runs the program for that guest until it ends. Returns "", or why it crashed.
  std::string run(wasi::Guest& guest);

  /// Resets the instance to the state of `untouched`, which has never run. `page_map` is
  /// /proc/self/pagemap, open. False if that is not possible; the instance must then be dropped.
  [[nodiscard]] bool put_back(const Instance& untouched, int page_map);

  void drop();
  /// Does not free it: the process is about to end.
  void forget() { store_ = nullptr; }

 private:
  uint8_t* memory() const { return wasmtime_memory_data(context_, &memory_); }
  size_t size() const { return wasmtime_memory_data_size(context_, &memory_); }

  wasmtime_store_t* store_ = nullptr;
  wasmtime_context_t* context_ = nullptr;
  wasmtime_func_t start_ = {};
  wasmtime_memory_t memory_ = {};
  wasmtime_global_t stack_ = {};  // the one mutable global: the stack pointer
  bool has_stack_ = false;
};

}  // namespace runner
