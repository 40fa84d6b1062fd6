// tests/system/probe/limits.c: how much of anything there can be, and that all is well beside it.

#include "probe.h"

enum { kMostDescriptors = 1024, kMostWishes = 4096, kFirstFree = 8, kDepth = 400 };

static void descriptors(void) {
  int fd;
  int count = 0;
  uint64_t status[8];
  char bytes[300];
  uint32_t used;
  while (open_at(kW, count % 2 ? "file" : "sub", 0, kRead, &fd) == kNone) {
    EXPECT(kFirstFree + count, fd, "the lowest number");
    ++count;
  }
  EXPECT(kMostDescriptors - kFirstFree, count, "descriptors");
  EXPECT(kTooMany, open_at(kW, "file", 0, kRead, &fd), "one more");
  EXPECT(kTooMany, open_at(kW, "not_made", kCreate, kWrite, &fd), "one more");
  EXPECT(kNotFound, wasi_path_filestat_get(kW, 0, PATH("not_made"), AT(status)), "nothing made");
  EXPECT(kNone, wasi_path_filestat_get(kW, 1, PATH("sub/to_above/link"), AT(status)), "a walk");
  EXPECT(kNone, wasi_fd_readdir(kW, AT(bytes), sizeof bytes, 0, AT(&used)), "a list");
  EXPECT(kNone, wasi_fd_close(500), "close");
  EXPECT(kNone, open_at(kW, "file", 0, kRead, &fd), "one again");
  EXPECT(500, fd, "the number that is free");
  for (fd = kFirstFree; fd < kMostDescriptors; ++fd) EXPECT(kNone, wasi_fd_close(fd), "close");
}

static void deep(void) {
  static char path[4096];
  uint64_t status[8];
  int at = kW;
  for (int i = 0; i < kDepth; ++i) {
    int next;
    EXPECT(kNone, wasi_path_create_directory(at, PATH("d")), "folder %d", i);
    EXPECT(kNone, open_at(at, "d", kFolder, kRead, &next), "folder %d", i);
    if (at != kW) wasi_fd_close(at);
    at = next;
  }
  wasi_fd_close(at);
  for (int i = 0; i < kDepth; ++i) memcpy(path + 2 * i, "d/", 3);
  EXPECT(kNone, wasi_path_filestat_get(kW, 1, PATH(path), AT(status)), "down");
  for (int i = 0; i < 250; ++i) strcat(path, "../");
  EXPECT(kNone, wasi_path_filestat_get(kW, 1, PATH(path), AT(status)), "down and up");
  for (int i = 0; i < 10; ++i) strcat(path, "../");
  EXPECT(kTooLong, wasi_path_filestat_get(kW, 1, PATH(path), AT(status)), "too far up");
}

/// All names of `many`, with a buffer of that size.
static void list(uint32_t size) {
  enum { kMany = 3000 };
  static uint8_t bytes[70000];
  static uint8_t seen[kMany];
  uint64_t cookie = 0;
  uint32_t used;
  int fd, count = 0;
  memset(seen, 0, sizeof seen);
  EXPECT(kNone, open_at(kW, "many", kFolder, kRead, &fd), "the folder");
  for (;;) {
    if (wasi_fd_readdir(fd, AT(bytes), size, cookie, AT(&used)) != kNone) ++failed;
    uint32_t at = 0;
    while (at + 24 <= used) {
      uint32_t length;
      memcpy(&length, bytes + at + 16, 4);
      if (at + 24 + length > used) break;
      const uint8_t* name = bytes + at + 24;
      memcpy(&cookie, bytes + at, 8);
      at += 24 + length;
      if (name[0] == '.') continue;
      int number = 0;
      for (uint32_t i = 1; i < length; ++i) number = number * 10 + name[i] - '0';
      ++count;
      if (number < kMany) seen[number] = 1;
    }
    if (used < size) break;
  }
  int all = 0;
  for (int i = 0; i < kMany; ++i) all += seen[i];
  EXPECT(kMany, all, "names with %u bytes", size);
  EXPECT(kMany, count, "entries with %u bytes", size);
  EXPECT(kNone, wasi_fd_close(fd), "close");
}

/// Cookies that nobody was given.
static void cookies(void) {
  char bytes[300];
  uint32_t used;
  int fd;
  EXPECT(kNone, open_at(kW, "many", kFolder, kRead, &fd), "the folder");
  for (int bit = 0; bit < 64; ++bit) {
    for (int add = -1; add < 2; ++add) {
      const int error =
          wasi_fd_readdir(fd, AT(bytes), sizeof bytes, (1ULL << bit) + add, AT(&used));
      EXPECT(1, error == kNone || error == kInvalid, "error %d of cookie 2^%d%+d", error, bit, add);
      EXPECT(1, error != kNone || used <= sizeof bytes, "%u bytes", used);
    }
  }
  EXPECT(kNone, wasi_fd_readdir(fd, AT(bytes), 0, 0, AT(&used)), "no room");
  EXPECT(0, used, "no bytes");
  EXPECT(kNone, wasi_fd_close(fd), "close");
}

static void wishes(void) {
  static uint64_t asked[kMostWishes + 1][6];
  static uint64_t events[kMostWishes + 1][4];
  uint32_t told;
  memset(asked, 0, sizeof asked);
  EXPECT(kInvalid, wasi_poll_oneoff(AT(asked), AT(events), 0, AT(&told)), "none");
  EXPECT(kInvalid, wasi_poll_oneoff(AT(asked), AT(events), kMostWishes + 1, AT(&told)), "many");
  EXPECT(kInvalid, wasi_poll_oneoff(AT(asked), AT(events), -1, AT(&told)), "many");
  EXPECT(kNone, wasi_poll_oneoff(AT(asked), AT(events), kMostWishes, AT(&told)), "all");
  EXPECT(kMostWishes, told, "events");
  asked[0][1] = 3;  // no kind
  EXPECT(kInvalid, wasi_poll_oneoff(AT(asked), AT(events), 1, AT(&told)), "no kind");
  asked[0][1] = 0;
  asked[0][2] = 9;  // no clock
  EXPECT(kNone, wasi_poll_oneoff(AT(asked), AT(events), 1, AT(&told)), "no clock");
  EXPECT(kInvalid, (int)(events[0][1] & 0xffff), "no clock");
  asked[0][1] = 1;
  asked[0][2] = 999;  // no descriptor
  EXPECT(kNone, wasi_poll_oneoff(AT(asked), AT(events), 1, AT(&told)), "no descriptor");
  EXPECT(kBadFile, (int)(events[0][1] & 0xffff), "no descriptor");
  // Wishes that are written over while they are answered.
  memset(asked, 0, sizeof asked);
  EXPECT(kNone, wasi_poll_oneoff(AT(asked), AT(asked), kMostWishes, AT(&told)), "one on the other");
}

void limits(void) {
  descriptors();
  deep();
  list(70000);
  list(4096);
  list(100);
  cookies();
  wishes();
}
