// tests/fuzz/wasi_fuzz.cc: a stream of bytes becomes calls of WASI, with arguments that are right
// for the most part. `wasi_fuzz FOLDER SEED SECONDS`: the streams come from that seed, one guest
// after the other, for so long.
//
// Wrong are: what the sanitizers find; memory taken during a call; a change of anything that the
// guest may not change; an error that WASI does not have; a descriptor of this process that is left
// behind. The seed of the stream is then printed: with 0 seconds it runs alone.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <memory>
#include <string_view>

#include "sandbox.h"
#include "wasi_table.h"

// Of the sanitizers' run-time library; GCC brings no header for it.
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*taken)(const volatile void* block,
                                                                       size_t size),
                                                         void (*freed)(const volatile void* block));

namespace fuzz {
namespace {

using namespace runner::wasi;

constexpr size_t kMemory = 1 << 16;
constexpr uint32_t kPaths = 0x1000;  // where the paths lie, each in its own 64 bytes
constexpr uint32_t kPathRoom = 64;
constexpr uint32_t kPathCount = 64;
// The guest's descriptors: the folders come after the streams, the one that may be written to as
// their second, and then what it opens.
constexpr uint64_t kFirstFolder = 3;
constexpr uint64_t kFirstOpened = 7;
constexpr uint64_t kOpened = 4;
constexpr uint32_t kScratch = kPaths + kPathCount * kPathRoom;

/// What each parameter of a call is:
///   f a descriptor   d one of a folder   p a path, and its size s   b buffers, and their number n
///   u subscriptions o a place for a result   m a place for many bytes, and their number z   w a
///   place in a file x flags and other small numbers   r rights   t a time
struct Roles {
  std::string_view name;
  std::string_view roles;
};
constexpr Roles kRoles[] = {
    {"args_get", "oo"},
    {"args_sizes_get", "oo"},
    {"clock_res_get", "xo"},
    {"clock_time_get", "xto"},
    {"environ_get", "oo"},
    {"environ_sizes_get", "oo"},
    {"fd_advise", "fwwx"},
    {"fd_allocate", "fww"},
    {"fd_close", "f"},
    {"fd_datasync", "f"},
    {"fd_fdstat_get", "fo"},
    {"fd_fdstat_set_flags", "fx"},
    {"fd_fdstat_set_rights", "frr"},
    {"fd_filestat_get", "fo"},
    {"fd_filestat_set_size", "fw"},
    {"fd_filestat_set_times", "fttx"},
    {"fd_pread", "fbnwo"},
    {"fd_prestat_dir_name", "dmz"},
    {"fd_prestat_get", "do"},
    {"fd_pwrite", "fbnwo"},
    {"fd_read", "fbno"},
    {"fd_readdir", "dmzwo"},
    {"fd_renumber", "ff"},
    {"fd_seek", "fwxo"},
    {"fd_sync", "f"},
    {"fd_tell", "fo"},
    {"fd_write", "fbno"},
    {"path_create_directory", "dps"},
    {"path_filestat_get", "dxpso"},
    {"path_filestat_set_times", "dxpsttx"},
    {"path_link", "dxpsdps"},
    {"path_open", "dxpsxrrxo"},
    {"path_readlink", "dpsmzo"},
    {"path_remove_directory", "dps"},
    {"path_rename", "dpsdps"},
    {"path_symlink", "psdps"},
    {"path_unlink_file", "dps"},
    {"poll_oneoff", "umno"},
    {"proc_exit", "x"},
    {"proc_raise", "x"},
    {"random_get", "mz"},
    {"sched_yield", ""},
    {"sock_accept", "fxo"},
    {"sock_recv", "fbnxoo"},
    {"sock_send", "fbnxo"},
    {"sock_shutdown", "fx"},
};

constexpr size_t kOpen = std::find_if(std::begin(kRoles), std::end(kRoles),
                                      [](const Roles& row) { return row.name == "path_open"; }) -
                         kRoles;

/// The stream of bytes: SplitMix64.
class Stream {
 public:
  explicit Stream(uint64_t seed) : state_(seed) {}
  uint64_t next() {
    uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  uint64_t below(uint64_t limit) { return next() % limit; }
  bool one_in(uint64_t count) { return below(count) == 0; }

 private:
  uint64_t state_;
};

long taken = 0;
bool counting = false;
void count_taken(const volatile void*, size_t) { taken += counting; }
void count_freed(const volatile void*) {}

class Fuzzer {
 public:
  explicit Fuzzer(Sandbox& sandbox) : sandbox_(sandbox), memory_(new uint8_t[kMemory]) {}

  /// The calls of one guest. Null, or what was wrong.
  const char* run(uint64_t seed);

  long calls = 0;
  long succeeded = 0;

 private:
  const char* make(Guest& guest, size_t which);
  void fill();
  uint64_t argument(char role, uint8_t size);
  uint64_t hostile();
  uint32_t buffers();
  uint32_t wishes();
  template <class T>
  void put(uint32_t at, const T& value) {
    std::memcpy(memory_.get() + at, &value, sizeof value);
  }

  Sandbox& sandbox_;
  std::unique_ptr<uint8_t[]> memory_;  // of its own, so that a step beyond it is seen
  Stream stream_{0};
  uint32_t path_ = 0;   // that of the last `p`
  uint32_t place_ = 0;  // that of the last `m`
};

void Fuzzer::fill() {
  // The first few are the usual ones.
  constexpr std::string_view parts[] = {"a",   "b",  "file",   "new", "other",      "link", "..",
                                        ".",   "up", "locked", "out", "etc",        "fifo", "loop",
                                        "a/b", "",   "/",      "\0x", "locked/../a"};
  constexpr size_t count = std::size(parts);
  constexpr size_t usual = 6;
  for (uint32_t i = 0; i < kPathCount; ++i) {
    std::string path;
    for (uint64_t left = 1 + stream_.below(stream_.one_in(3) ? 5 : 2); left > 0; --left) {
      path += parts[stream_.below(stream_.one_in(3) ? count : usual)];
      if (left > 1) path += '/';
    }
    path.resize(kPathRoom);
    std::memcpy(memory_.get() + kPaths + i * kPathRoom, path.data(), kPathRoom);
  }
  for (uint32_t at = kScratch; at < kMemory; at += 8) put(at, stream_.next());
}

uint64_t Fuzzer::hostile() {
  constexpr uint64_t values[] = {0,           1,          kMemory,     kMemory - 1, kMemory - 7,
                                 0xffffffff,  0xfffffff8, 0x7fffffff,  0x80000000,  UINT64_MAX,
                                 INT64_MAX,   1ULL << 63, 0xfffffffff, 1024,        1023,
                                 0x100000000, 4096,       65535};
  const uint64_t choice = stream_.below(sizeof values / sizeof *values + 1);
  return choice < sizeof values / sizeof *values ? values[choice] : stream_.next();
}

uint32_t Fuzzer::buffers() {
  const uint32_t at = kScratch + 8 * stream_.below(64);
  for (uint32_t i = 0; i < 4; ++i) {
    const bool right = !stream_.one_in(10);
    put(at + 8 * i, Buffer{right ? kScratch + static_cast<uint32_t>(stream_.below(8192))
                                 : static_cast<uint32_t>(hostile()),
                           right ? static_cast<uint32_t>(stream_.below(4096))
                                 : static_cast<uint32_t>(hostile())});
  }
  return at;
}

/// Subscriptions, the first of which is over at once: nothing else would end the call.
uint32_t Fuzzer::wishes() {
  const uint32_t at = kScratch + 0x4000 + 8 * stream_.below(64);
  for (uint32_t i = 0; i < 8; ++i) {
    Subscription wish{};
    wish.data = stream_.next();
    wish.kind = i == 0 ? kEventClock : stream_.below(4);
    wish.clock_or_file = i == 0 ? stream_.below(2) : stream_.below(8);
    wish.timeout = i == 0 ? 0 : hostile();
    wish.flags = stream_.below(2);
    put(at + i * sizeof wish, wish);
  }
  return at;
}

uint64_t Fuzzer::argument(char role, uint8_t size) {
  // Where the wishes lie is always right: any others might have it wait for ever.
  if (role != 'u' && stream_.one_in(50))
    return size == 8 ? hostile() : static_cast<uint32_t>(hostile());
  switch (role) {
    case 'f':
      return stream_.one_in(8) ? stream_.below(40) : kFirstOpened + stream_.below(kOpened);
    case 'd':
      if (stream_.one_in(6)) return stream_.below(kFirstOpened + kOpened);
      return stream_.one_in(3) ? kFirstFolder + stream_.below(4) : kFirstFolder + 1;
    case 'p':
      return path_ = kPaths + kPathRoom * static_cast<uint32_t>(stream_.below(kPathCount));
    case 's':
      if (stream_.one_in(30)) return stream_.below(kMemory);
      return stream_.one_in(8) ? stream_.below(kPathRoom)
                               : strnlen(reinterpret_cast<char*>(memory_.get() + path_), kPathRoom);
    case 'b':
      return buffers();
    case 'n':
      return stream_.one_in(10) ? stream_.below(5000) : 1 + stream_.below(8);
    case 'u':
      return wishes();
    case 'o':
      return kMemory - 0x200 + stream_.below(0x140);
    case 'm':
      return place_ = stream_.one_in(3) ? kMemory - stream_.below(300)
                                        : kScratch + 0x8000 + stream_.below(256);
    case 'z':  // up to the end of memory, or less
      return stream_.one_in(2) ? std::min<uint64_t>(kMemory - place_, 4096) : stream_.below(4096);
    case 'w':
      return stream_.one_in(4) ? stream_.next() >> stream_.below(64) : stream_.below(100);
    case 'r':
      return stream_.one_in(2) ? kRightRead : stream_.one_in(2) ? kRightsAll : stream_.next();
    case 't':
      return stream_.next() >> stream_.below(64);
    default:
      return stream_.one_in(4) ? stream_.below(20) : stream_.below(2);
  }
}

int lowest_free() {
  int number = 0;
  while (fcntl(number, F_GETFD) >= 0) ++number;
  return number;
}
bool all_free(int from) {
  constexpr int enough = 64;  // for what a guest opens
  for (int file = from; file < from + enough; ++file)
    if (fcntl(file, F_GETFD) >= 0) return false;
  return true;
}

const char* Fuzzer::make(Guest& guest, size_t which) {
  constexpr int kLastError = 76;
  const Row& row = rows()[which];
  const std::string_view roles = kRoles[which].roles;
  uint64_t values[Row::kMostParameters];
  for (size_t i = 0; i < roles.size(); ++i) values[i] = argument(roles[i], row.sizes[i]);
  Call call{guest, {memory_.get(), kMemory}};
  taken = 0;
  counting = true;
  const Errno error = row.call(call, values);
  counting = false;
  ++calls;
  succeeded += error == Errno::success;
  if (taken != 0) return "a call takes memory";
  return static_cast<int>(error) > kLastError ? "an error that is none of WASI's" : nullptr;
}

const char* Fuzzer::run(uint64_t seed) {
  stream_ = Stream(seed);
  fill();
  const int free_before = lowest_free();
  {
    Guest guest(sandbox_.mounts());
    guest.arguments = {"python", "x"};
    guest.environment = {"A=b"};
    for (uint64_t left = 20 + stream_.below(200); left > 0 && !guest.ended; --left) {
      size_t which = stream_.below(rows().size());
      const std::string_view name = rows()[which].name;
      // Waits for the disk, ends the guest, or takes its descriptors from it: seldom.
      const bool costly = name.ends_with("sync") || name == "proc_exit";
      const bool closes = name == "fd_close" || name == "fd_renumber";
      if ((costly && !stream_.one_in(50)) || (closes && !stream_.one_in(4))) which = kOpen;
      if (const char* wrong = make(guest, which)) return wrong;
    }
  }
  return all_free(free_before) ? nullptr : "a descriptor is left behind";
}

bool roles_are_complete() {
  if (rows().size() != sizeof kRoles / sizeof *kRoles) return false;
  for (size_t i = 0; i < rows().size(); ++i)
    if (rows()[i].name != kRoles[i].name || rows()[i].sizes.size() != kRoles[i].roles.size())
      return false;
  return true;
}

/// The guests' own streams lead nowhere; what this program says goes to what was its output.
int give_streams() {
  const int out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 100);
  const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int stream : {0, 1, 2}) dup2(nothing, stream);
  close(nothing);
  return out;
}

int fuzz(const char* folder, uint64_t seed, double seconds) {
  const int out = give_streams();
  Sandbox sandbox(folder);
  Fuzzer fuzzer(sandbox);
  const auto begin = std::chrono::steady_clock::now();
  const std::chrono::duration<double> length(seconds);
  long guests = 0;
  const char* wrong = roles_are_complete() ? nullptr : "a call has no roles";
  if (__sanitizer_install_malloc_and_free_hooks(count_taken, count_freed) == 0)
    wrong = "allocations cannot be counted";
  uint64_t digest = 0;
  do {
    if (guests % 50 == 0) {
      if (!sandbox.make()) wrong = "the folders cannot be made";
      digest = sandbox.digest();
    }
    if (wrong == nullptr) wrong = fuzzer.run(seed);
    if (wrong == nullptr && sandbox.digest() != digest)
      wrong = "something has changed that the guest may not change";
    ++guests;
    ++seed;
  } while (wrong == nullptr && std::chrono::steady_clock::now() - begin < length);
  if (wrong != nullptr) dprintf(out, "FAILED seed %lu: %s\n", seed - 1, wrong);
  dprintf(out, "%ld guests, %ld calls, of which %ld succeeded\n%d passed, %d failed\n", guests,
          fuzzer.calls, fuzzer.succeeded, wrong == nullptr, wrong != nullptr);
  return wrong != nullptr;
}

}  // namespace
}  // namespace fuzz

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  return fuzz::fuzz(argv[1], std::strtoull(argv[2], nullptr, 10), std::strtod(argv[3], nullptr));
}
