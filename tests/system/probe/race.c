// tests/system/probe/race.c: while probe.py goes on exchanging `a`, a folder, with `b`, a link that
// leads out of what was given, and `sub`, a folder to write to, with `locked`, which is not: nothing
// is reached through the one, and nothing is written into the other. That one of them was in the
// way is an error, or none.

#include "probe.h"

static void reads_inside(const char* path) {
  char text[8] = "";
  uint32_t iov[2] = {(uint32_t)AT(text), 1}, size;
  int fd;
  if (open_at(kW, path, 0, kRead, &fd) != kNone) return;
  EXPECT(kNone, wasi_fd_read(fd, AT(iov), 1, AT(&size)), "read");
  EXPECT('i', text[0], "%s lies outside", path);
  wasi_fd_close(fd);
}

static int made = 0;

static void writes(const char* folder) {
  char path[64], other[64];
  int fd;
  snprintf(path, sizeof path, "%s/x%d", folder, made % 7);
  snprintf(other, sizeof other, "%s/y%d", folder, made % 5);
  if (open_at(kW, path, kCreate, kWrite, &fd) == kNone) {
    ++made;
    wasi_fd_close(fd);
  }
  wasi_path_rename(kW, PATH(path), kW, PATH(other));
  wasi_path_link(kW, 0, PATH(other), kW, PATH(path));
  wasi_path_filestat_set_times(kW, 1, PATH(other), 5, 5, 5);
  wasi_path_unlink_file(kW, PATH(other));
  wasi_path_create_directory(kW, PATH(other));
  wasi_path_remove_directory(kW, PATH(other));
  wasi_path_symlink(PATH("x"), kW, PATH(other));
  wasi_path_unlink_file(kW, PATH(other));
}

void race(void) {
  puts("begun");
  fflush(stdout);
  for (int i = 0; i < 4000; ++i) {
    reads_inside("a/secret");
    reads_inside("a/../a/secret");
    reads_inside("b/secret");
    reads_inside("a/deeper/../secret");
    writes("a");
    writes("a/deeper/..");
    writes("sub");
    writes("locked");
    writes("to_locked");
  }
  EXPECT(1, made > 100, "it could write %d times", made);
}
