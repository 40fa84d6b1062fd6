// host/runner/guest.h: one program in its sandbox, as the calls of WASI see it: its memory, its
// open files, what it was started with and how it ended.
//
// A call takes no memory: what a guest can make this process hold is what has its place here, and
// the open files of the system that belong to it. So no call can run out of memory, and a guest
// cannot get round the limit on its own.

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

/// How many descriptors of this process the calls of one guest can need at once: the guest's, those
/// of the two walks of a rename, and the one that is being opened. Those of its mounts come on top.
inline constexpr size_t kMostOpenAtOnce = kMostDescriptors + 2 * Place::kMostOpen + 1;

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
  /// Whether a value of that type can be written there.
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

/// What the guest knows as one number.
struct Descriptor {
  enum class Kind : uint8_t { none, stream, file, folder };

  /// -1 for the empty root.
  int file() const { return own ? own.get() : borrowed; }
  /// Of a folder.
  Step step() const { return {file(), device, writable}; }

  Kind kind = Kind::none;
  bool writable = false;  // a stream: may be written to; else: may be changed, or what is below it
  bool reads = false;     // of a file: how it was opened
  bool writes = false;
  uint16_t flags = 0;          // of a file: WASI's own
  Handle own = {};             // what was opened for it
  int borrowed = -1;           // else: a stream of this process, or the folder of a mount
  dev_t device = 0;            // of a folder
  std::string_view name = {};  // the guest's, of a folder that it was given
};

struct Guest {
  /// Stdin, stdout and stderr are this process's own. The folders are those of `mounts`, which must
  /// outlive it. Where none of them is its root, it gets an empty one, which can only be read and
  /// is no folder of this machine: a path that leads nowhere is then "not found", where without any
  /// root it would be "not capable".
  explicit Guest(const std::vector<Mount>& mounts);

  /// Null where there is none of that number.
  Descriptor* find(uint32_t number) {
    return number < kMostDescriptors && descriptors[number].kind != Descriptor::Kind::none
               ? &descriptors[number]
               : nullptr;
  }
  /// The lowest number that is free; `kMostDescriptors` where none is.
  uint32_t free_number() const;

  const std::vector<Mount>& mounts;
  std::vector<std::string> arguments;
  std::vector<std::string> environment;  // NAME=VALUE
  Descriptor descriptors[kMostDescriptors];
  uint64_t started;          // when its monotonic clock showed zero
  uint64_t used_before;      // what this thread had used of the processor by then
  wasmtime_memory_t memory;  // set once it is instantiated
  bool ended = false;        // it has called exit
  int status = 0;
};

/// Nanoseconds of that clock of the system.
uint64_t nanoseconds(int clock);

}  // namespace runner::wasi
