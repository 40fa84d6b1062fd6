// host/runner/guest.h: the state of one program in its sandbox, on which the calls of WASI work:
// memory, open files, arguments, environment, exit status.
//
// The calls allocate no memory. A guest can make this process hold only what has room in `Guest`,
// and the open files of the system that belong to it. So no call can run out of memory, and a guest
// cannot evade the limit on its memory. One thread uses a Guest.

#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "mounts.h"
#include "walk.h"
#include "wasi_types.h"
#include "wasmtime_api.h"

namespace runner::wasi {

/// How many descriptors a guest can have.
inline constexpr size_t kMostDescriptors = 1024;

/// How many descriptors of this process one guest can need at once: its own, those of the two walks
/// of a rename, and the one that is being opened. Its mounts have theirs besides.
inline constexpr size_t kMostOpenAtOnce = kMostDescriptors + 2 * Place::kMostOpen + 1;

/// A stretch of the guest's memory; null if the guest named one that is not within its memory.
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
  /// Whether a value of type T can be written at `at`.
  template <class T>
  [[nodiscard]] bool has_room(uint64_t at) const {
    return static_cast<bool>(bytes(at, sizeof(T)));
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

/// An open file, folder or stream of the guest.
struct Descriptor {
  enum class Kind : uint8_t { none, stream, file, folder };

  /// -1 for the empty root.
  int file() const { return own ? own.get() : borrowed; }
  /// Of a folder.
  Step step() const { return {file(), device, writable}; }

  Kind kind = Kind::none;
  bool writable = false;  // a stream may be written to; a file, or what is in a folder, be changed
  bool reads = false;     // of a file: how it was opened
  bool writes = false;
  uint16_t flags = 0;          // of a file: WASI's own
  Handle own = {};             // what was opened for it
  int borrowed = -1;           // else: a stream of this process, or the folder of a mount
  dev_t device = 0;            // of a folder
  std::string_view name = {};  // the guest's, of a folder that it was given
};

struct Guest {
  /// Stdin, stdout and stderr are those of this process. The folders are those of `mounts`, which
  /// must outlive the guest. If none of them is `/`, the guest gets an empty root, read-only and
  /// not a folder of this machine. Without any root, a path that does not exist would be "not
  /// capable" instead of "not found".
  explicit Guest(const std::vector<Mount>& mounts);

  /// The open descriptor of that number; null if there is none.
  Descriptor* find(uint32_t number) {
    return number < kMostDescriptors && descriptors[number].kind != Descriptor::Kind::none
               ? &descriptors[number]
               : nullptr;
  }
  /// The lowest free number; `kMostDescriptors` if none is free.
  uint32_t free_number() const;

  const std::vector<Mount>& mounts;
  std::vector<std::string> arguments;
  std::vector<std::string> environment;  // NAME=VALUE
  Descriptor descriptors[kMostDescriptors];
  uint64_t started;          // the zero of its monotonic clock
  uint64_t used_before;      // processor time of this thread at that moment
  wasmtime_memory_t memory;  // set before it runs
  bool ended = false;        // it has called exit
  int status = 0;
};

/// The time of a clock of the system, in nanoseconds.
uint64_t nanoseconds(int clock);

}  // namespace runner::wasi
