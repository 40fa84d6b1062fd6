// host/runner/guest.h: one program in its sandbox, as the calls of WASI see it: its memory, its
// open files, what it was started with and how it ended.

#pragma once

#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "walk.h"
#include "wasi_types.h"
#include "wasmtime_api.h"

namespace runner::wasi {

/// A stretch of the guest's memory, all of which is there; null where the guest gave one that is
/// not.
struct Bytes {
  uint8_t* data;
  size_t size;
  explicit operator bool() const { return data != nullptr; }
};

class Memory {
 public:
  Memory() = default;
  Memory(uint8_t* data, size_t size) : data_(data), size_(size) {}

  Bytes bytes(uint64_t at, uint64_t size) const {
    if (at > size_ || size > size_ - at) return {nullptr, 0};
    return {data_ + at, size};
  }
  template <class T>
  [[nodiscard]] bool read(uint64_t at, T& out) const {
    const Bytes from = bytes(at, sizeof out);
    if (from) std::memcpy(&out, from.data, sizeof out);
    return static_cast<bool>(from);
  }
  template <class T>
  [[nodiscard]] Errno write(uint64_t at, const T& value) const {
    const Bytes to = bytes(at, sizeof value);
    if (!to) return Errno::fault;
    std::memcpy(to.data, &value, sizeof value);
    return Errno::success;
  }

 private:
  uint8_t* data_ = nullptr;
  size_t size_ = 0;
};

/// What the guest knows as one number.
struct Descriptor {
  enum class Kind : uint8_t { stream, file, folder };

  int file() const { return kind == Kind::stream ? stream : own.get(); }

  Kind kind;
  bool writable;             // of a folder: what is below may be changed; else: may be written to
  int stream = -1;           // 0, 1 or 2, of this process, and never closed
  Handle own;                // of the others
  std::string name = {};     // the guest's, of a folder that it was given
  std::string entries = {};  // of a folder: what the guest reads it as, once it has begun to
};

struct Guest {
  /// Stdin, stdout and stderr are this process's own.
  Guest();

  /// Gives it a folder. False where that cannot be opened.
  [[nodiscard]] bool add_folder(const std::string& host, std::string guest, bool writable);

  /// Null where there is none of that number.
  Descriptor* find(uint32_t number) const {
    return number < descriptors.size() ? descriptors[number].get() : nullptr;
  }
  /// Its number, the lowest free one.
  uint32_t add(Descriptor descriptor);

  std::vector<std::string> arguments;
  std::vector<std::string> environment;  // NAME=VALUE
  std::vector<std::unique_ptr<Descriptor>> descriptors;
  uint64_t started;          // when its monotonic clock showed zero
  wasmtime_memory_t memory;  // set once it is instantiated
  bool ended = false;        // it has called exit
  int status = 0;
};

/// Nanoseconds of that clock of the system.
uint64_t nanoseconds(int clock);

}  // namespace runner::wasi
