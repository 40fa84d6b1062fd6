// tests/system/probe/probe.h: the calls of WASI as the runtime has them, without the libc between,
// and what the parts of the probe share. The folders that it runs with are those of probe.py.

#pragma once

#include <stdint.h>
#include <stdio.h>
#include <string.h>

// Numbers that the probe uses.
enum Error {
  kNone = 0,
  kAccess = 2,
  kBadFile = 8,
  kBusy = 10,
  kExists = 20,
  kFault = 21,
  kInvalid = 28,
  kIsFolder = 31,
  kLoop = 32,
  kTooMany = 33,
  kTooLong = 37,
  kNotFound = 44,
  kNoFolder = 54,
  kNotEmpty = 55,
  kNotSocket = 57,
  kNotSupported = 58,
  kRefused = 63,
  kNoPlaces = 70,
};
enum { kCreate = 1, kFolder = 2, kExclusive = 4, kTruncate = 8 };
enum { kRead = 1 << 1, kWrite = 1 << 6 };

// The folders: the empty root comes first, then those of the command line.
enum { kRoot = 3, kW = 4, kLocked = 5, kR = 6 };

#define WASI(name, ...)            \
  int32_t wasi_##name(__VA_ARGS__) \
      __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name)))

typedef int32_t I;
typedef int64_t L;
WASI(args_get, I, I);
WASI(args_sizes_get, I, I);
WASI(clock_res_get, I, I);
WASI(clock_time_get, I, L, I);
WASI(environ_get, I, I);
WASI(environ_sizes_get, I, I);
WASI(fd_advise, I, L, L, I);
WASI(fd_allocate, I, L, L);
WASI(fd_close, I);
WASI(fd_datasync, I);
WASI(fd_fdstat_get, I, I);
WASI(fd_fdstat_set_flags, I, I);
WASI(fd_fdstat_set_rights, I, L, L);
WASI(fd_filestat_get, I, I);
WASI(fd_filestat_set_size, I, L);
WASI(fd_filestat_set_times, I, L, L, I);
WASI(fd_pread, I, I, I, L, I);
WASI(fd_prestat_dir_name, I, I, I);
WASI(fd_prestat_get, I, I);
WASI(fd_pwrite, I, I, I, L, I);
WASI(fd_read, I, I, I, I);
WASI(fd_readdir, I, I, I, L, I);
WASI(fd_renumber, I, I);
WASI(fd_seek, I, L, I, I);
WASI(fd_sync, I);
WASI(fd_tell, I, I);
WASI(fd_write, I, I, I, I);
WASI(path_create_directory, I, I, I);
WASI(path_filestat_get, I, I, I, I, I);
WASI(path_filestat_set_times, I, I, I, I, L, L, I);
WASI(path_link, I, I, I, I, I, I, I);
WASI(path_open, I, I, I, I, I, L, L, I, I);
WASI(path_readlink, I, I, I, I, I, I);
WASI(path_remove_directory, I, I, I);
WASI(path_rename, I, I, I, I, I, I);
WASI(path_symlink, I, I, I, I, I);
WASI(path_unlink_file, I, I, I);
WASI(poll_oneoff, I, I, I, I);
WASI(proc_raise, I);
WASI(random_get, I, I);
WASI(sched_yield, void);
WASI(sock_accept, I, I, I);
WASI(sock_recv, I, I, I, I, I, I);
WASI(sock_send, I, I, I, I, I);
WASI(sock_shutdown, I, I);

/// A place in memory, or a path with its size, as a call takes it.
#define AT(pointer) ((I)(uintptr_t)(pointer))
#define PATH(text) AT(text), (I)strlen(text)

extern int failed;

/// Counts, and says what is not as it must be.
#define EXPECT(wanted, got, ...)                                              \
  do {                                                                        \
    const int got_ = (got);                                                   \
    if (got_ != (wanted)) {                                                   \
      ++failed;                                                               \
      printf("%s:%d: %d, not %d: ", __func__, __LINE__, got_, (int)(wanted)); \
      printf(__VA_ARGS__);                                                    \
      printf("\n");                                                           \
    }                                                                         \
  } while (0)

/// Opens a path; the error, and the descriptor in `*out`.
static inline int open_at(int folder, const char* path, int how, int64_t rights, int* out) {
  return wasi_path_open(folder, 1, PATH(path), how, rights, rights, 0, AT(out));
}

void hostile(void);
void changes(void);
void spellings(void);
void streams(void);
void limits(void);
void large(void);
void race(void);
