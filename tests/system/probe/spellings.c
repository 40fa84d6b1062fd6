// tests/system/probe/spellings.c: what paths are spelt like and where they lead to.

#include "probe.h"

static const struct {
  const char* path;
  int wanted;
} kPaths[] = {
    {"file", kNone},
    {"./file", kNone},
    {".//./file", kNone},
    {"sub/../file", kNone},
    {"sub/./../sub//../file", kNone},
    {"sub/to_above/file", kNone},
    {"sub/to_above/sub/to_above/file", kNone},
    {"to_locked/file", kNone},
    {"link", kNone},  // to sub/file
    {".", kNone},
    {"sub/", kNone},
    {"sub/.", kNone},
    {"sub/..", kNone},
    {"to_locked/", kNone},
    {"", kNotFound},
    {"none", kNotFound},
    {"none/..", kNotFound},
    {"none/../file", kNotFound},
    {"sub/none/x", kNotFound},
    {"dangling", kNotFound},
    {"dangling/x", kNotFound},
    {"file/", kNoFolder},
    {"file/.", kNoFolder},
    {"file/..", kNoFolder},
    {"file/x", kNoFolder},
    {"link/", kNoFolder},
    {"loop", kLoop},
    {"loop/x", kLoop},
    {"..", kRefused},
    {"../", kRefused},
    {"../w", kRefused},
    {"./..", kRefused},
    {"sub/../..", kRefused},
    {"sub/../../w/file", kRefused},
    {"/", kRefused},
    {"/file", kRefused},
    {"//file", kRefused},
    {"/etc/passwd", kRefused},
    {"out", kRefused},  // a link to ..
    {"out/w/file", kRefused},
    {"sub/out", kRefused},  // a link to ../..
    {"absolute", kRefused},  // a link to /etc
    {"absolute/passwd", kRefused},
    {"to_absolute/passwd", kRefused},
    {"fifo", kAccess},
    {"socket", kAccess},
    {"to_fifo", kAccess},
    {"fifo/", kNoFolder},
};

/// Names, paths and texts of links that are too long, or that have a zero in them.
static void sizes(void) {
  static char text[70000];
  int fd;
  memset(text, 'x', sizeof text);
  EXPECT(kTooLong, wasi_path_open(kW, 1, AT(text), 256, 0, kRead, 0, 0, AT(&fd)), "a name of 256");
  EXPECT(kTooLong, wasi_path_open(kW, 1, AT(text), 4096, 0, kRead, 0, 0, AT(&fd)), "a path");
  EXPECT(kTooLong, wasi_path_open(kW, 1, AT(text), 70000, 0, kRead, 0, 0, AT(&fd)), "a path");
  EXPECT(kTooLong, wasi_path_symlink(AT(text), 4096, kW, PATH("new")), "the text of a link");
  EXPECT(kTooLong, wasi_path_symlink(AT(text), 70000, kW, PATH("new")), "the text of a link");
  for (int i = 1; i < 4000; i += 2) text[i] = '/';
  EXPECT(kNotFound, wasi_path_open(kW, 1, AT(text), 4000, 0, kRead, 0, 0, AT(&fd)), "a long path");
  EXPECT(kInvalid, wasi_path_open(kW, 1, AT("file\0x"), 6, 0, kRead, 0, 0, AT(&fd)), "a zero");
  EXPECT(kInvalid, wasi_path_open(kW, 1, AT("file\0"), 5, 0, kRead, 0, 0, AT(&fd)), "a zero");
  EXPECT(kInvalid, wasi_path_symlink(AT("a\0b"), 3, kW, PATH("new")), "a zero");
  EXPECT(kRefused, wasi_path_symlink(PATH("/etc"), kW, PATH("new")), "an absolute link");
  EXPECT(kNotFound, wasi_path_symlink(PATH(""), kW, PATH("new")), "an empty link");
}

/// What the last name is followed for, and what not.
static void last_names(void) {
  int fd;
  uint64_t status[8];
  EXPECT(kNone, wasi_path_filestat_get(kW, 0, PATH("link"), AT(status)), "a link itself");
  EXPECT(7, status[2] & 0xff, "it is a link");
  EXPECT(kNone, wasi_path_filestat_get(kW, 1, PATH("link"), AT(status)), "where it leads to");
  EXPECT(4, status[2] & 0xff, "it is a file");
  EXPECT(kNone, wasi_path_filestat_get(kW, 0, PATH("out"), AT(status)), "a link that leads out");
  EXPECT(kRefused, wasi_path_filestat_get(kW, 1, PATH("out"), AT(status)), "out");
  EXPECT(kRefused, wasi_path_filestat_get(kW, 0, PATH("out/"), AT(status)), "out");
  EXPECT(kLoop, wasi_path_open(kW, 0, PATH("link"), 0, kRead, 0, 0, AT(&fd)), "not followed");
  EXPECT(kExists, open_at(kW, "dangling", kCreate | kExclusive, kWrite, &fd), "a link is there");
  EXPECT(kNone, wasi_path_filestat_get(kW, 0, PATH("fifo"), AT(status)), "a FIFO is looked at");
  EXPECT(kInvalid, open_at(kW, "new", kCreate | kFolder, kRead, &fd), "a folder is not opened so");
  EXPECT(kIsFolder, open_at(kW, "sub", 0, kRead | kWrite, &fd), "a folder is not written to");
  EXPECT(kNoFolder, open_at(kW, "file", kFolder, kRead, &fd), "a file is no folder");
  EXPECT(kAccess, open_at(kW, "fifo", 0, kWrite, &fd), "a FIFO");
  EXPECT(kAccess, open_at(kW, "fifo", kCreate | kTruncate, kRead | kWrite, &fd), "a FIFO");
}

void spellings(void) {
  int fd;
  for (size_t i = 0; i < sizeof kPaths / sizeof *kPaths; ++i) {
    const int error = open_at(kW, kPaths[i].path, 0, kRead, &fd);
    EXPECT(kPaths[i].wanted, error, "\"%s\"", kPaths[i].path);
    if (error == kNone) wasi_fd_close(fd);
  }
  sizes();
  last_names();
}
