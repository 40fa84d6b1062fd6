// host/devnull.cc: `/dev/null`, which no sandbox has, and which `os.devnull` and a good deal of the
// standard library count on.
//
// The libc's calls of WASI come through here: the linker finds the names by which the libc imports
// them in this file. A path that is `/dev/null` opens a file of our own, known by its number; every
// other call goes on to the runtime. Where the program has a folder `/`, the path lies below it;
// where it has none, a folder `/dev` of our own is added to those that the libc knows.

#include "devnull.h"

#include <wasi/api.h>
#include <wasi/libc.h>

#include <cstdint>
#include <cstring>
#include <string_view>

namespace {

/// Far above what a runtime hands out, which begins at the bottom.
constexpr int32_t kFirst = 1 << 20;
constexpr int32_t kMost = 64;
constexpr int32_t kDev = kFirst - 1;  // our folder `/dev`
constexpr int32_t kFirstGiven = 3;    // of the folders that the runtime gives

/// Which of the numbers are in use, and how those were opened.
uint64_t opened;
uint16_t flags_of[kMost];

bool is_open(int32_t fd) {
  return fd >= kFirst && fd < kFirst + kMost && (opened >> (fd - kFirst) & 1) != 0;
}

template <class T>
T* at(int32_t address) {
  return reinterpret_cast<T*>(address);
}

}  // namespace

// The runtime's own calls.
#define RUNTIME_CALL(name, parameters)                                              \
  extern "C" int32_t runtime_##name parameters                                      \
      __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name))); \
  extern "C" int32_t __imported_wasi_snapshot_preview1_##name parameters

// One whose first parameter is a file: `ours` is what it does and returns for /dev/null.
#define FILE_CALL(name, parameters, arguments, ours)   \
  RUNTIME_CALL(name, parameters) {                     \
    if (!is_open(fd)) return runtime_##name arguments; \
    ours                                               \
  }

#define I32 int32_t
#define I64 int64_t

extern "C" int32_t runtime_fd_prestat_get(int32_t fd, int32_t out)
    __attribute__((import_module("wasi_snapshot_preview1"), import_name("fd_prestat_get")));
extern "C" int32_t runtime_fd_prestat_dir_name(int32_t fd, int32_t out, int32_t size)
    __attribute__((import_module("wasi_snapshot_preview1"), import_name("fd_prestat_dir_name")));

namespace {

int32_t address(const void* memory) {
  return static_cast<int32_t>(reinterpret_cast<uintptr_t>(memory));
}

/// Whether that folder is `/`.
bool is_root(int32_t folder) {
  __wasi_prestat_t prestat;
  char name[1];
  return runtime_fd_prestat_get(folder, address(&prestat)) == 0 && prestat.u.dir.pr_name_len == 1 &&
         runtime_fd_prestat_dir_name(folder, address(name), 1) == 0 && name[0] == '/';
}

bool is_null(int32_t folder, int32_t path, int32_t size) {
  const std::string_view name(at<char>(path), size);
  return folder == kDev ? name == "null" : name == "dev/null" && is_root(folder);
}

int32_t all_of(int32_t buffers, int32_t count, int32_t out) {
  uint32_t size = 0;
  for (int32_t i = 0; i < count; ++i) size += at<__wasi_ciovec_t>(buffers)[i].buf_len;
  *at<uint32_t>(out) = size;
  return 0;
}

int32_t nothing(int32_t out) {
  *at<uint32_t>(out) = 0;
  return 0;
}

int32_t begin(int32_t out) {
  *at<uint64_t>(out) = 0;
  return 0;
}

int32_t describe(int32_t out) {
  __wasi_filestat_t status = {};
  status.filetype = __WASI_FILETYPE_CHARACTER_DEVICE;
  status.nlink = 1;
  *at<__wasi_filestat_t>(out) = status;
  return 0;
}

}  // namespace

RUNTIME_CALL(path_open, (I32 folder, I32 links, I32 path, I32 size, I32 how, I64 rights,
                         I64 inherited, I32 flags, I32 out)) {
  if (!is_null(folder, path, size))
    return folder == kDev
               ? __WASI_ERRNO_NOENT
               : runtime_path_open(folder, links, path, size, how, rights, inherited, flags, out);
  if (how & __WASI_OFLAGS_DIRECTORY) return __WASI_ERRNO_NOTDIR;
  if ((how & __WASI_OFLAGS_CREAT) && (how & __WASI_OFLAGS_EXCL)) return __WASI_ERRNO_EXIST;
  for (int32_t i = 0; i < kMost; ++i) {
    if (is_open(kFirst + i)) continue;
    opened |= uint64_t{1} << i;
    flags_of[i] = flags;
    *at<int32_t>(out) = kFirst + i;
    return 0;
  }
  return __WASI_ERRNO_MFILE;
}

RUNTIME_CALL(path_filestat_get, (I32 folder, I32 links, I32 path, I32 size, I32 out)) {
  if (!is_null(folder, path, size))
    return folder == kDev ? __WASI_ERRNO_NOENT
                          : runtime_path_filestat_get(folder, links, path, size, out);
  return describe(out);
}

FILE_CALL(fd_close, (I32 fd), (fd), {
  opened &= ~(uint64_t{1} << (fd - kFirst));
  return 0;
})

// A part of the libc is written in Zig, which has names of its own for imports.
extern "C" int32_t zig_fd_close(int32_t fd) __asm__("fd_close|wasi_snapshot_preview1");
extern "C" int32_t zig_fd_close(int32_t fd) {
  return __imported_wasi_snapshot_preview1_fd_close(fd);
}

FILE_CALL(fd_read, (I32 fd, I32 buffers, I32 count, I32 out), (fd, buffers, count, out),
          { return nothing(out); })
FILE_CALL(fd_pread, (I32 fd, I32 buffers, I32 count, I64 where, I32 out),
          (fd, buffers, count, where, out), { return nothing(out); })
FILE_CALL(fd_write, (I32 fd, I32 buffers, I32 count, I32 out), (fd, buffers, count, out),
          { return all_of(buffers, count, out); })
FILE_CALL(fd_pwrite, (I32 fd, I32 buffers, I32 count, I64 where, I32 out),
          (fd, buffers, count, where, out), { return all_of(buffers, count, out); })
FILE_CALL(fd_seek, (I32 fd, I64 by, I32 from, I32 out), (fd, by, from, out), { return begin(out); })
FILE_CALL(fd_tell, (I32 fd, I32 out), (fd, out), { return begin(out); })
FILE_CALL(fd_filestat_get, (I32 fd, I32 out), (fd, out), { return describe(out); })
RUNTIME_CALL(fd_fdstat_get, (I32 fd, I32 out)) {
  if (!is_open(fd) && fd != kDev) return runtime_fd_fdstat_get(fd, out);
  __wasi_fdstat_t status = {};
  status.fs_filetype = fd == kDev ? __WASI_FILETYPE_DIRECTORY : __WASI_FILETYPE_CHARACTER_DEVICE;
  status.fs_flags = fd == kDev ? 0 : flags_of[fd - kFirst];
  status.fs_rights_base = ~uint64_t{0};  // one that can be sought in is no terminal
  status.fs_rights_inheriting = ~uint64_t{0};
  *at<__wasi_fdstat_t>(out) = status;
  return 0;
}
FILE_CALL(fd_fdstat_set_flags, (I32 fd, I32 flags), (fd, flags), {
  flags_of[fd - kFirst] = flags;
  return 0;
})
FILE_CALL(fd_filestat_set_size, (I32 fd, I64 size), (fd, size), { return __WASI_ERRNO_INVAL; })
FILE_CALL(fd_filestat_set_times, (I32 fd, I64 read, I64 changed, I32 which),
          (fd, read, changed, which), { return 0; })
FILE_CALL(fd_advise, (I32 fd, I64 where, I64 size, I32 how), (fd, where, size, how), { return 0; })
FILE_CALL(fd_datasync, (I32 fd), (fd), { return __WASI_ERRNO_INVAL; })
FILE_CALL(fd_sync, (I32 fd), (fd), { return __WASI_ERRNO_INVAL; })

namespace host {

void add_dev_folder() {
  __wasi_prestat_t prestat;
  for (int32_t fd = kFirstGiven; runtime_fd_prestat_get(fd, address(&prestat)) == 0; ++fd)
    if (is_root(fd)) return;
  __wasilibc_register_preopened_fd(kDev, "/dev");
}

}  // namespace host
