// tests/system/probe/streams.c: stdin, stdout and stderr, which here are files that the caller has
// read and written to before: they have no places, no size and no times.

#include "probe.h"

void streams(void) {
  char bytes[16];
  uint32_t iov[2] = {(uint32_t)AT(bytes), sizeof bytes};
  uint64_t out[8];
  for (int fd = 0; fd < 3; ++fd) {
    for (int from = 0; from < 3; ++from)
      EXPECT(kNoPlaces, wasi_fd_seek(fd, 0, from, AT(out)), "seek in %d", fd);
    EXPECT(kNoPlaces, wasi_fd_tell(fd, AT(out)), "tell of %d", fd);
    EXPECT(kNoPlaces, wasi_fd_pread(fd, AT(iov), 1, 0, AT(out)), "pread of %d", fd);
    EXPECT(kNoPlaces, wasi_fd_pwrite(fd, AT(iov), 1, 0, AT(out)), "pwrite to %d", fd);
    EXPECT(kNoPlaces, wasi_fd_filestat_set_size(fd, 0), "size of %d", fd);
    EXPECT(kNoPlaces, wasi_fd_allocate(fd, 0, 100), "allocate in %d", fd);
    EXPECT(kNoPlaces, wasi_fd_advise(fd, 0, 100, 0), "advise on %d", fd);
    EXPECT(kBadFile, wasi_fd_fdstat_set_flags(fd, 1), "flags of %d", fd);
    EXPECT(kBadFile, wasi_fd_filestat_set_times(fd, 1, 1, 5), "times of %d", fd);
    EXPECT(kInvalid, wasi_fd_sync(fd), "sync of %d", fd);
    EXPECT(kInvalid, wasi_fd_datasync(fd), "datasync of %d", fd);
    EXPECT(kBadFile, wasi_fd_prestat_get(fd, AT(out)), "prestat of %d", fd);
    EXPECT(kNoFolder, wasi_fd_readdir(fd, AT(bytes), sizeof bytes, 0, AT(out)), "list of %d", fd);
    EXPECT(kNoFolder, wasi_path_filestat_get(fd, 1, PATH("."), AT(out)), "below %d", fd);
    EXPECT(kNone, wasi_fd_filestat_get(fd, AT(out)), "status of %d", fd);
    for (int i = 0; i < 8; ++i) EXPECT(0, (int)out[i], "status of %d tells nothing", fd);
  }
  EXPECT(kBadFile, wasi_fd_write(0, AT(iov), 1, AT(out)), "stdin is not written to");
  EXPECT(kBadFile, wasi_fd_read(1, AT(iov), 1, AT(out)), "stdout is not read");
  EXPECT(kBadFile, wasi_fd_read(2, AT(iov), 1, AT(out)), "stderr is not read");
  // What is left of stdin can be read, and no more.
  EXPECT(kNone, wasi_fd_read(0, AT(iov), 1, AT(out)), "stdin");
  EXPECT(4, (int)(uint32_t)out[0], "bytes of stdin");
  EXPECT(0, memcmp(bytes, "rest", 4), "what was left");
  // A file under a stream's number has places, and the stream under another has none.
  int fd;
  EXPECT(kNone, open_at(kW, "file", 0, kRead, &fd), "the file");
  EXPECT(kNone, wasi_fd_renumber(fd, 0), "renumber");
  EXPECT(kNone, wasi_fd_tell(0, AT(out)), "tell of a file");
  EXPECT(kBadFile, wasi_fd_tell(fd, AT(out)), "the number is free");
  EXPECT(kNone, open_at(kW, "file", 0, kRead, &fd), "the file");
  EXPECT(kNone, wasi_fd_renumber(2, fd), "renumber");
  EXPECT(kNoPlaces, wasi_fd_tell(fd, AT(out)), "tell of a stream");
}
