// tests/system/probe/large.c: all of the memory that the program may have, given to one call after
// the other. What the runner makes of it must not take as much once more: probe.py looks at that.

#include "probe.h"

void large(void) {
  const uintptr_t begin = __builtin_wasm_memory_size(0) << 16;
  while (__builtin_wasm_memory_grow(0, 16) != (size_t)-1) {
  }
  const uint32_t size = (uint32_t)((__builtin_wasm_memory_size(0) << 16) - begin);
  char* const all = (char*)begin;
  uint32_t iov[2] = {(uint32_t)begin, size}, used;
  uint64_t status[8];
  int fd;
  EXPECT(1, size > 40 << 20, "%u bytes", size);
  memset(all, 0, size);  // as wishes: a clock, at once
  EXPECT(kInvalid, wasi_poll_oneoff(AT(all), AT(all), (I)(size / 48), AT(&used)), "wishes");
  EXPECT(kNone, wasi_random_get(AT(all), (I)size), "chance");
  memset(all, 'x', size);
  EXPECT(kTooLong, wasi_path_symlink(AT(all), (I)size, kW, PATH("new")), "the text of a link");
  EXPECT(kTooLong, wasi_path_create_directory(kW, AT(all), (I)size), "a path");
  EXPECT(kTooLong, wasi_path_filestat_get(kRoot, 1, AT(all), (I)size, AT(status)), "a path");
  EXPECT(kNone, wasi_fd_readdir(kW, AT(all), (I)size, 0, AT(&used)), "a list");
  EXPECT(kNone, wasi_path_readlink(kW, PATH("link"), AT(all), (I)size, AT(&used)), "a link");
  EXPECT(kNone, open_at(kW, "large", kCreate, kRead | kWrite, &fd), "a file");
  EXPECT(kNone, wasi_fd_write(fd, AT(iov), 1, AT(&used)), "write");
  EXPECT(1, used == size, "%u bytes written", used);
  EXPECT(kNone, wasi_fd_pread(fd, AT(iov), 1, 0, AT(&used)), "read");
  EXPECT(1, used == size, "%u bytes read", used);
  EXPECT(kNone, wasi_path_unlink_file(kW, PATH("large")), "unlink");
}
