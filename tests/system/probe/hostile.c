// tests/system/probe/hostile.c: every call, right in all but one parameter, with each wrong value
// for that one. Places outside of the memory are EFAULT and descriptors that there are not EBADF,
// before anything is done.

#include "probe.h"

typedef struct {
  const char* name;
  // f a descriptor, F one of a folder, p a place of `size` bytes, z the number of bytes at the
  // place before, n the number of buffers at the place before, x anything else
  const char* kinds;
  int wanted;  // where all is right, in the order of the rows
  int64_t right[9];
  int (*call)(const int64_t* v);
} Row;

static uint32_t iov[2];
static char bytes[4096];
static char path[] = "file";
static char out[64];
static uint64_t wish[6];  // a clock, at once

#define V(i) ((I)v[i])
#define CALL(name, ...) \
  static int do_##name(const int64_t* v) { return wasi_##name(__VA_ARGS__); }
CALL(args_get, V(0), V(1))
CALL(args_sizes_get, V(0), V(1))
CALL(clock_res_get, V(0), V(1))
CALL(clock_time_get, V(0), v[1], V(2))
CALL(environ_get, V(0), V(1))
CALL(environ_sizes_get, V(0), V(1))
CALL(fd_advise, V(0), v[1], v[2], V(3))
CALL(fd_allocate, V(0), v[1], v[2])
CALL(fd_close, V(0))
CALL(fd_datasync, V(0))
CALL(fd_fdstat_get, V(0), V(1))
CALL(fd_fdstat_set_flags, V(0), V(1))
CALL(fd_fdstat_set_rights, V(0), v[1], v[2])
CALL(fd_filestat_get, V(0), V(1))
CALL(fd_filestat_set_size, V(0), v[1])
CALL(fd_filestat_set_times, V(0), v[1], v[2], V(3))
CALL(fd_pread, V(0), V(1), V(2), v[3], V(4))
CALL(fd_prestat_dir_name, V(0), V(1), V(2))
CALL(fd_prestat_get, V(0), V(1))
CALL(fd_pwrite, V(0), V(1), V(2), v[3], V(4))
CALL(fd_read, V(0), V(1), V(2), V(3))
CALL(fd_readdir, V(0), V(1), V(2), v[3], V(4))
CALL(fd_renumber, V(0), V(1))
CALL(fd_seek, V(0), v[1], V(2), V(3))
CALL(fd_sync, V(0))
CALL(fd_tell, V(0), V(1))
CALL(fd_write, V(0), V(1), V(2), V(3))
CALL(path_create_directory, V(0), V(1), V(2))
CALL(path_filestat_get, V(0), V(1), V(2), V(3), V(4))
CALL(path_filestat_set_times, V(0), V(1), V(2), V(3), v[4], v[5], V(6))
CALL(path_link, V(0), V(1), V(2), V(3), V(4), V(5), V(6))
CALL(path_open, V(0), V(1), V(2), V(3), V(4), v[5], v[6], V(7), V(8))
CALL(path_readlink, V(0), V(1), V(2), V(3), V(4), V(5))
CALL(path_remove_directory, V(0), V(1), V(2))
CALL(path_rename, V(0), V(1), V(2), V(3), V(4), V(5))
CALL(path_symlink, V(0), V(1), V(2), V(3), V(4))
CALL(path_unlink_file, V(0), V(1), V(2))
CALL(poll_oneoff, V(0), V(1), V(2), V(3))
CALL(random_get, V(0), V(1))
CALL(sock_accept, V(0), V(1), V(2))
CALL(sock_recv, V(0), V(1), V(2), V(3), V(4), V(5))
CALL(sock_send, V(0), V(1), V(2), V(3), V(4))
CALL(sock_shutdown, V(0), V(1))

static const int kKindsOfWrong = 12;
static int64_t wrong_place(int which) {
  const int64_t end = (int64_t)__builtin_wasm_memory_size(0) << 16;
  const int64_t values[] = {end,        end - 1,    end + 1,    0xffffffff, 0xfffffffe, 0xfffffff8,
                            0x80000000, 0x7fffffff, 0x90000000, 0xffff0000, end << 1,   0xfffffff0};
  return values[which];
}

static const int64_t kWrongFiles[] = {-1, 1024, 1023, 4096, 0x7fffffff, 0x80000000, 0xfffffffd, 1 << 20};

static void try(const Row* row) {
  for (int i = 0; row->kinds[i] != '\0'; ++i) {
    int64_t values[9];
    memcpy(values, row->right, sizeof values);
    switch (row->kinds[i]) {
      case 'f':
        for (size_t k = 0; k < sizeof kWrongFiles / sizeof *kWrongFiles; ++k) {
          values[i] = kWrongFiles[k];
          EXPECT(kBadFile, row->call(values), "%s: descriptor %lld", row->name, values[i]);
        }
        break;
      case 'p':
        for (int k = 0; k < kKindsOfWrong; ++k) {
          values[i] = wrong_place(k);
          EXPECT(kFault, row->call(values), "%s: place %llx as number %d", row->name, values[i], i);
        }
        break;
      case 'z':
        for (int k = 3; k < kKindsOfWrong; ++k) {
          values[i] = wrong_place(k);
          EXPECT(kFault, row->call(values), "%s: %llx bytes", row->name, values[i]);
        }
        break;
      case 'n':
        for (int k = 0; k < kKindsOfWrong; ++k) {
          // The first of the buffers is as wrong as can be.
          const uint32_t was = iov[0];
          iov[0] = (uint32_t)wrong_place(k);
          EXPECT(kFault, row->call(values), "%s: a buffer at %x", row->name, iov[0]);
          iov[0] = was;
          const uint32_t size = iov[1];
          iov[1] = 0xffffffff - (uint32_t)k;
          EXPECT(kFault, row->call(values), "%s: a buffer of %x", row->name, iov[1]);
          iov[1] = size;
        }
    }
  }
}

static int count_open(void) {
  int count = 0;
  for (int fd = 0; fd < 1024; ++fd) count += wasi_fd_fdstat_get(fd, AT(out)) == kNone;
  return count;
}

void hostile(void) {
  int fd;
  EXPECT(kNone, open_at(kW, "file", 0, kRead | kWrite, &fd), "the file");
  iov[0] = (uint32_t)AT(bytes);
  iov[1] = 16;
  const Row rows[] = {
#define ROW(name, kinds, wanted, ...) {#name, kinds, wanted, {__VA_ARGS__}, do_##name}
      ROW(args_get, "pp", kNone, AT(bytes), AT(bytes) + 512),
      ROW(args_sizes_get, "pp", kNone, AT(out), AT(out)),
      ROW(clock_res_get, "xp", kNone, 0, AT(out)),
      ROW(clock_time_get, "xxp", kNone, 1, 0, AT(out)),
      ROW(environ_get, "pp", kNone, AT(bytes), AT(bytes) + 512),
      ROW(environ_sizes_get, "pp", kNone, AT(out), AT(out)),
      ROW(fd_advise, "fxxx", kNone, fd, 0, 0, 0),
      ROW(fd_allocate, "fxx", kNotSupported, fd, 0, 1),
      ROW(fd_datasync, "f", kNone, fd),
      ROW(fd_fdstat_get, "fp", kNone, fd, AT(out)),
      ROW(fd_fdstat_set_flags, "fx", kNone, fd, 0),
      ROW(fd_fdstat_set_rights, "fxx", kNotSupported, fd, 0, 0),
      ROW(fd_filestat_get, "fp", kNone, fd, AT(out)),
      ROW(fd_filestat_set_size, "fx", kNone, fd, 4),
      ROW(fd_filestat_set_times, "fxxx", kNone, fd, 0, 0, 0),
      ROW(fd_pread, "fpnxp", kNone, fd, AT(iov), 1, 0, AT(out)),
      ROW(fd_prestat_dir_name, "fpx", kNone, kW, AT(bytes), 2),
      ROW(fd_prestat_get, "fp", kNone, kW, AT(out)),
      ROW(fd_pwrite, "fpnxp", kNone, fd, AT(iov), 1, 0, AT(out)),
      ROW(fd_read, "fpnp", kNone, fd, AT(iov), 1, AT(out)),
      ROW(fd_readdir, "fpzxp", kNone, kW, AT(bytes), sizeof bytes, 0, AT(out)),
      ROW(fd_renumber, "ff", kNone, fd, fd),
      ROW(fd_seek, "fxxp", kNone, fd, 0, 0, AT(out)),
      ROW(fd_sync, "f", kNone, fd),
      ROW(fd_tell, "fp", kNone, fd, AT(out)),
      ROW(fd_write, "fpnp", kNone, fd, AT(iov), 1, AT(out)),
      ROW(path_create_directory, "fpz", kNone, kW, PATH("xx")),
      ROW(path_filestat_get, "fxpzp", kNone, kW, 1, PATH(path), AT(out)),
      ROW(path_filestat_set_times, "fxpzxxx", kNone, kW, 1, PATH(path), 0, 0, 0),
      ROW(path_link, "fxpzfpz", kExists, kW, 0, PATH(path), kW, PATH("xx")),
      ROW(path_open, "fxpzxxxxp", kNone, kW, 1, PATH(path), 0, kRead, 0, 0, AT(out)),
      ROW(path_readlink, "fpzpzp", kNone, kW, PATH("link"), AT(bytes), 64, AT(out)),
      ROW(path_remove_directory, "fpz", kNone, kW, PATH("xx")),
      ROW(path_rename, "fpzfpz", kNone, kW, PATH(path), kW, PATH("xx")),
      ROW(path_symlink, "pzfpz", kExists, PATH("aa"), kW, PATH("xx")),
      ROW(path_unlink_file, "fpz", kNone, kW, PATH("xx")),
      ROW(poll_oneoff, "ppxp", kNone, AT(wish), AT(bytes), 1, AT(out)),
      ROW(random_get, "pz", kNone, AT(bytes), 8),
      ROW(sock_accept, "fxx", kNotSocket, fd, 0, AT(out)),
      ROW(sock_recv, "fxxxxx", kNotSocket, fd, AT(iov), 1, 0, AT(out), AT(out)),
      ROW(sock_send, "fxxxx", kNotSocket, fd, AT(iov), 1, 0, AT(out)),
      ROW(sock_shutdown, "fx", kNotSocket, fd, 0),
      ROW(fd_close, "f", kNone, fd),
#undef ROW
  };
  const int open_before = count_open();
  for (size_t i = 0; i < sizeof rows / sizeof *rows; ++i) try(&rows[i]);
  EXPECT(open_before, count_open(), "descriptors are open");
  for (size_t i = 0; i < sizeof rows / sizeof *rows; ++i)
    EXPECT(rows[i].wanted, rows[i].call(rows[i].right), "%s as it should be", rows[i].name);
  EXPECT(kNotSupported, wasi_proc_raise(9), "a signal");
  EXPECT(kNone, wasi_sched_yield(), "yield");
}
