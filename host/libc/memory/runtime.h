// host/libc/memory/runtime.h: macros that define calls in place of the runtime's. Each definition
// has the name by which the libc imports the call; the import itself is called `runtime_…`.
#pragma once

#include <cstdint>

#include "libc/memory/open_files.h"

namespace host::memory {

inline int32_t address(const void* memory) {
  return static_cast<int32_t>(reinterpret_cast<uintptr_t>(memory));
}

template <class T>
T* at_address(int32_t address) {
  return reinterpret_cast<T*>(address);
}

}  // namespace host::memory

#define I32 int32_t
#define I64 int64_t

/// Declares the runtime's call.
#define RUNTIME_CALL(name, parameters)         \
  extern "C" int32_t runtime_##name parameters \
      __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name)))

/// Declares it, and begins the definition of the function that the libc calls.
#define OUR_CALL(name, parameters) \
  RUNTIME_CALL(name, parameters);  \
  extern "C" int32_t __imported_wasi_snapshot_preview1_##name parameters

/// A call whose first parameter is `fd`: `ours` is done for a `file` in memory, or if `also` holds.
#define THROUGH_US_TOO(name, parameters, arguments, also, ours)      \
  OUR_CALL(name, parameters) {                                       \
    host::memory::OpenFile* file = host::memory::find_open(fd);      \
    if (file == nullptr && !(also)) return runtime_##name arguments; \
    ours                                                             \
  }
#define THROUGH_US(name, parameters, arguments, ours) \
  THROUGH_US_TOO(name, parameters, arguments, false, ours)

RUNTIME_CALL(fd_prestat_get, (I32 fd, I32 out));
RUNTIME_CALL(fd_prestat_dir_name, (I32 fd, I32 out, I32 size));
RUNTIME_CALL(path_filestat_get, (I32 folder, I32 links, I32 path, I32 size, I32 out));
