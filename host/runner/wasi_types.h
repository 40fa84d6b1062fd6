// host/runner/wasi_types.h: the types of WASI preview 1 as they are in memory: error numbers, flags
// and records (https://github.com/WebAssembly/WASI/blob/wasi-0.1/preview1/docs.md).

#pragma once

#include <cstddef>
#include <cstdint>

namespace runner::wasi {

/// The errors that this code returns itself. Those of the system come from `from_system`.
enum class Errno : uint16_t {
  success = 0,
  acces = 2,
  badf = 8,
  busy = 10,
  fault = 21,
  inval = 28,
  io = 29,
  isdir = 31,
  loop = 32,
  mfile = 33,
  nametoolong = 37,
  noent = 44,
  notdir = 54,
  notsock = 57,
  notsup = 58,
  perm = 63,
  spipe = 70,
};

/// The error in `errno`.
[[nodiscard]] Errno from_system();

enum class Filetype : uint8_t {
  unknown,
  block_device,
  character_device,
  directory,
  regular_file,
  socket_dgram,
  socket_stream,
  symbolic_link,
};

inline constexpr uint64_t kRightRead = 1 << 1;
inline constexpr uint64_t kRightWrite = 1 << 6;
inline constexpr uint64_t kRightsAll = (1 << 30) - 1;
/// The rights of a folder: to sync it, to read its entries and status, to set its times, and all
/// calls on paths but setting a size.
inline constexpr uint64_t kRightsFolder = 0x07b7fe11;

inline constexpr uint32_t kFollow = 1;  // a look-up flag

inline constexpr uint32_t kCreate = 1;
inline constexpr uint32_t kDirectory = 2;
inline constexpr uint32_t kExclusive = 4;
inline constexpr uint32_t kTruncate = 8;

inline constexpr uint32_t kAppend = 1;
inline constexpr uint32_t kDataSync = 2;
inline constexpr uint32_t kNonBlocking = 4;
inline constexpr uint32_t kReadSync = 8;
inline constexpr uint32_t kSync = 16;

inline constexpr uint32_t kAccessed = 1;
inline constexpr uint32_t kAccessedNow = 2;
inline constexpr uint32_t kModified = 4;
inline constexpr uint32_t kModifiedNow = 8;

inline constexpr uint32_t kRealtime = 0;
inline constexpr uint32_t kMonotonic = 1;
inline constexpr uint32_t kProcessTime = 2;
inline constexpr uint32_t kThreadTime = 3;
inline constexpr uint16_t kAbsoluteTime = 1;

inline constexpr uint8_t kEventClock = 0;
inline constexpr uint8_t kEventRead = 1;
inline constexpr uint8_t kEventWrite = 2;
inline constexpr uint16_t kHangUp = 1;

struct Buffer {
  uint32_t at;
  uint32_t size;
};

struct Prestat {
  uint32_t kind;  // 0: a folder
  uint32_t name_size;
};

struct Fdstat {
  Filetype type;
  uint8_t unused0;
  uint16_t flags;
  uint32_t unused1;
  uint64_t rights;
  uint64_t inherited_rights;
};
static_assert(sizeof(Fdstat) == 24);

struct Filestat {
  uint64_t device;
  uint64_t inode;
  Filetype type;
  uint8_t unused[7];
  uint64_t links;
  uint64_t size;
  uint64_t accessed;
  uint64_t modified;
  uint64_t changed;
};
static_assert(sizeof(Filestat) == 64);

/// The name follows.
struct Dirent {
  uint64_t next;
  uint64_t inode;
  uint32_t name_size;
  Filetype type;
  uint8_t unused[3];
};
static_assert(sizeof(Dirent) == 24);

struct Subscription {
  uint64_t data;
  uint8_t kind;
  uint8_t unused0[7];
  uint32_t clock_or_file;
  uint32_t unused1;
  uint64_t timeout;
  uint64_t precision;
  uint16_t flags;
  uint8_t unused2[6];
};
static_assert(sizeof(Subscription) == 48 && offsetof(Subscription, flags) == 40);

struct Event {
  uint64_t data;
  Errno error;
  uint8_t kind;
  uint8_t unused0[5];
  uint64_t available;
  uint16_t flags;
  uint8_t unused1[6];
};
static_assert(sizeof(Event) == 32 && offsetof(Event, flags) == 24);

}  // namespace runner::wasi
