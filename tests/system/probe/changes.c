// tests/system/probe/changes.c: every call that changes something, on a folder that is only to be
// read, by every way that leads to it: given as such, given inside one that may be written to,
// through links, `..` and descriptors. And the ways back out, which may write again.

#include "probe.h"

static char full[256];
static const char* below(const char* way, const char* name) {
  snprintf(full, sizeof full, "%s%s", way, name);
  return full;
}

static int make_folder(int at, const char* way) {
  return wasi_path_create_directory(at, PATH(below(way, "new")));
}
static int make_file(int at, const char* way) {
  int fd;
  return open_at(at, below(way, "new"), kCreate, kRead, &fd);
}
static int make_exclusive(int at, const char* way) {
  int fd;
  return open_at(at, below(way, "new"), kCreate | kExclusive, kRead | kWrite, &fd);
}
static int open_to_write(int at, const char* way) {
  int fd;
  return open_at(at, below(way, "file"), 0, kWrite, &fd);
}
static int truncate(int at, const char* way) {
  int fd;
  return open_at(at, below(way, "file"), kTruncate, kRead, &fd);
}
static int link_from(int at, const char* way) {
  return wasi_path_link(at, 0, PATH(below(way, "file")), kW, PATH("linked"));
}
static int link_to(int at, const char* way) {
  return wasi_path_link(kW, 0, PATH("file"), at, PATH(below(way, "new")));
}
static int rename_from(int at, const char* way) {
  return wasi_path_rename(at, PATH(below(way, "file")), kW, PATH("renamed"));
}
static int rename_to(int at, const char* way) {
  return wasi_path_rename(kW, PATH("file"), at, PATH(below(way, "new")));
}
static int rename_over(int at, const char* way) {
  return wasi_path_rename(kW, PATH("file"), at, PATH(below(way, "file")));
}
static int make_link(int at, const char* way) {
  return wasi_path_symlink(PATH("file"), at, PATH(below(way, "new")));
}
static int unlink_file(int at, const char* way) {
  return wasi_path_unlink_file(at, PATH(below(way, "file")));
}
static int remove_folder(int at, const char* way) {
  return wasi_path_remove_directory(at, PATH(below(way, "empty")));
}
static int set_times(int at, const char* way) {
  return wasi_path_filestat_set_times(at, 1, PATH(below(way, "file")), 5, 5, 5);
}
static int set_times_of_folder(int at, const char* way) {
  return wasi_path_filestat_set_times(at, 1, PATH(below(way, "sub")), 5, 5, 5);
}
static int set_own_times(int at, const char* way) {
  return wasi_path_filestat_set_times(at, 1, PATH(below(way, ".")), 5, 5, 5);
}
static int set_times_when_open(int at, const char* way) {
  int fd;
  if (open_at(at, below(way, "file"), 0, kRead, &fd) != kNone) return -1;
  const int error = wasi_fd_filestat_set_times(fd, 5, 5, 5);
  wasi_fd_close(fd);
  return error;
}
static int set_times_of_open_folder(int at, const char* way) {
  int fd;
  if (open_at(at, below(way, "sub"), kFolder, kRead, &fd) != kNone) return -1;
  const int error = wasi_fd_filestat_set_times(fd, 5, 5, 5);
  wasi_fd_close(fd);
  return error;
}
static int set_size_when_open(int at, const char* way) {
  int fd;
  if (open_at(at, below(way, "file"), 0, kRead, &fd) != kNone) return -1;
  const int error = wasi_fd_filestat_set_size(fd, 0);
  wasi_fd_close(fd);
  return error == kInvalid ? kRefused : error;  // the system's word for it
}
static int write_when_open(int at, const char* way) {
  int fd;
  uint32_t iov[2] = {(uint32_t)AT(full), 4}, size;
  if (open_at(at, below(way, "file"), 0, kRead, &fd) != kNone) return -1;
  const int error = wasi_fd_write(fd, AT(iov), 1, AT(&size));
  wasi_fd_close(fd);
  return error == kBadFile ? kRefused : error;
}

static const struct {
  const char* name;
  int (*make)(int at, const char* way);
} kChanges[] = {
#define CHANGE(name) {#name, name}
    CHANGE(make_folder),   CHANGE(make_file),           CHANGE(make_exclusive),
    CHANGE(open_to_write), CHANGE(truncate),            CHANGE(link_from),
    CHANGE(link_to),       CHANGE(rename_from),         CHANGE(rename_to),
    CHANGE(rename_over),   CHANGE(make_link),           CHANGE(unlink_file),
    CHANGE(remove_folder), CHANGE(set_times),           CHANGE(set_times_of_folder),
    CHANGE(set_own_times), CHANGE(set_times_when_open), CHANGE(set_times_of_open_folder),
    CHANGE(set_size_when_open), CHANGE(write_when_open),
#undef CHANGE
};

static void refuses_all(int at, const char* way) {
  for (size_t i = 0; i < sizeof kChanges / sizeof *kChanges; ++i)
    EXPECT(kRefused, kChanges[i].make(at, way), "%s at %d %s", kChanges[i].name, at, way);
}

/// The folders that were given stay where they are.
static void mounts_stay(void) {
  EXPECT(kBusy, wasi_path_rename(kW, PATH("locked"), kW, PATH("x")), "rename of a mount");
  EXPECT(kBusy, wasi_path_rename(kW, PATH("./locked/"), kW, PATH("x")), "rename of a mount");
  EXPECT(kBusy, wasi_path_rename(kW, PATH("sub"), kW, PATH("locked")), "rename over a mount");
  EXPECT(kBusy, wasi_path_remove_directory(kW, PATH("locked")), "removal of a mount");
  EXPECT(kBusy, wasi_path_remove_directory(kW, PATH("sub/../locked//")), "removal of a mount");
  EXPECT(kIsFolder, wasi_path_unlink_file(kW, PATH("locked")), "removal of a mount as a file");
  EXPECT(kRefused, wasi_path_filestat_set_times(kW, 0, PATH("locked"), 5, 5, 5), "its times");
  EXPECT(kRefused, wasi_path_filestat_set_times(kW, 1, PATH("to_locked"), 5, 5, 5), "its times");
}

/// What may be written to may be written to, whatever lies in it.
static void others_change(void) {
  int fd;
  EXPECT(kNone, wasi_path_create_directory(kW, PATH("locked/../made")), "beside a mount");
  EXPECT(kNone, open_at(kW, "made/f", kCreate, kWrite, &fd), "in a folder that was made");
  EXPECT(kNone, wasi_fd_close(fd), "close");
  EXPECT(kNone, wasi_path_rename(kW, PATH("made/f"), kW, PATH("g")), "rename");
  EXPECT(kNone, wasi_path_link(kW, 0, PATH("g"), kW, PATH("made/h")), "link");
  EXPECT(kNone, wasi_path_unlink_file(kW, PATH("made/h")), "unlink");
  EXPECT(kNone, wasi_path_unlink_file(kW, PATH("g")), "unlink");
  EXPECT(kNone, wasi_path_remove_directory(kW, PATH("made/")), "remove");
  // A folder that may be written to inside one that may not.
  EXPECT(kNone, open_at(kR, "open/new", kCreate, kWrite, &fd), "a writable folder inside");
  EXPECT(kNone, wasi_fd_close(fd), "close");
  EXPECT(kNone, wasi_path_unlink_file(kR, PATH("open/new")), "unlink there");
  EXPECT(kRefused, wasi_path_create_directory(kR, PATH("open/../new")), "and back out");
}

static void empty_root(void) {
  int fd;
  char bytes[128];
  uint64_t status[8];
  uint32_t used;
  EXPECT(kRefused, make_folder(kRoot, ""), "the empty root");
  EXPECT(kRefused, make_file(kRoot, "./"), "the empty root");
  EXPECT(kRefused, make_link(kRoot, ""), "the empty root");
  EXPECT(kRefused, link_to(kRoot, ""), "the empty root");
  EXPECT(kRefused, rename_to(kRoot, ""), "the empty root");
  EXPECT(kNotFound, unlink_file(kRoot, ""), "the empty root");
  EXPECT(kNotFound, remove_folder(kRoot, ""), "the empty root");
  EXPECT(kRefused, set_own_times(kRoot, ""), "the empty root");
  EXPECT(kRefused, wasi_fd_filestat_set_times(kRoot, 5, 5, 5), "the empty root");
  EXPECT(kNotFound, make_folder(kRoot, "etc/"), "below the empty root");
  EXPECT(kNotFound, open_at(kRoot, "etc/passwd", 0, kRead, &fd), "below the empty root");
  EXPECT(kNotFound, open_at(kRoot, "etc", 0, kRead, &fd), "below the empty root");
  EXPECT(kRefused, open_at(kRoot, "..", 0, kRead, &fd), "above the empty root");
  EXPECT(kNotFound, wasi_path_filestat_get(kRoot, 1, PATH("etc"), AT(status)), "below it");
  EXPECT(kNone, wasi_path_filestat_get(kRoot, 1, PATH("."), AT(status)), "the empty root");
  EXPECT(3, status[2] & 0xff, "the empty root is a folder");
  EXPECT(kNone, wasi_fd_filestat_get(kRoot, AT(status)), "the empty root");
  EXPECT(3, status[2] & 0xff, "the empty root is a folder");
  EXPECT(kNone, open_at(kRoot, "./.", kFolder, kRead, &fd), "the empty root once more");
  EXPECT(kNotFound, open_at(fd, "etc", 0, kRead, &fd), "below it");
  EXPECT(kNone, wasi_fd_readdir(fd, AT(bytes), sizeof bytes, 0, AT(&used)), "its list");
  EXPECT(24 + 1 + 24 + 2, used, "the empty root has two entries");
  EXPECT(kNone, wasi_fd_sync(fd), "sync");
  EXPECT(kInvalid, wasi_path_readlink(fd, PATH("."), AT(bytes), 10, AT(&used)), "no link");
  EXPECT(kNone, wasi_fd_close(fd), "close");
}

void changes(void) {
  static const char* const kWays[] = {
      "locked/",    "./locked/",           "locked//",      ".//locked/./", "sub/../locked/",
      "to_locked/", "to_locked/sub/../",   "sub/to_above/locked/", "locked/to_self/",
      "locked/sub/up/",
  };
  for (size_t i = 0; i < sizeof kWays / sizeof *kWays; ++i) refuses_all(kW, kWays[i]);
  refuses_all(kLocked, "");
  refuses_all(kR, "");
  refuses_all(kR, "sub/../");
  for (size_t i = 0; i < sizeof kWays / sizeof *kWays; ++i) {
    int fd;
    EXPECT(kNone, open_at(kW, kWays[i], kFolder, kRead, &fd), "%s", kWays[i]);
    refuses_all(fd, "");
    EXPECT(kNone, wasi_fd_close(fd), "close");
  }
  mounts_stay();
  others_change();
  empty_root();
}
