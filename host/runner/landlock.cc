// host/runner/landlock.cc: forbids everything that landlock can forbid, except access to the
// folders of the guest. Nothing can be executed, no ioctl of a device used, no TCP port bound or
// reached, no signal sent to another process.
//
// The rules bind a thread and the threads that it starts later. For nested folders the kernel
// allows the union of their rights. So a read-only folder inside a writable one is protected by the
// calls of WASI alone (walk.h).
//
// The constants are those of the kernel's <linux/landlock.h>, which the compiler's headers may
// lack.

#include "landlock.h"

#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace runner {
namespace {

#ifndef SYS_landlock_create_ruleset
constexpr long SYS_landlock_create_ruleset = 444;
constexpr long SYS_landlock_add_rule = 445;
constexpr long SYS_landlock_restrict_self = 446;
#endif

// The first version that allows to rename a file from one folder into another (Linux 5.19).
constexpr int kLeastVersion = 2;

constexpr uint64_t right(int bit) { return uint64_t{1} << bit; }

constexpr uint64_t kWriteFile = right(1);
constexpr uint64_t kReadFile = right(2);
constexpr uint64_t kReadDir = right(3);
constexpr uint64_t kRemoveDir = right(4);
constexpr uint64_t kRemoveFile = right(5);
constexpr uint64_t kMakeDir = right(7);
constexpr uint64_t kMakeReg = right(8);
constexpr uint64_t kMakeSym = right(12);
constexpr uint64_t kRefer = right(13);     // renaming and linking between folders; since version 2
constexpr uint64_t kTruncate = right(14);  // since version 3

constexpr uint64_t kReading = kReadFile | kReadDir;
constexpr uint64_t kChanging = kReading | kWriteFile | kRemoveDir | kRemoveFile | kMakeDir |
                               kMakeReg | kMakeSym | kRefer | kTruncate;

/// All rights to files that this version knows.
uint64_t known_rights(int version) { return right(version >= 5 ? 16 : version >= 3 ? 15 : 14) - 1; }

struct Ruleset {
  uint64_t files;
  uint64_t network;
  uint64_t scopes;
};

struct __attribute__((packed)) Below {
  uint64_t rights;
  int32_t folder;
};

constexpr uint32_t kAskVersion = 1;
constexpr int kRuleBelow = 1;

}  // namespace

int landlock_version() {
  const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, kAskVersion);
  return version >= kLeastVersion ? static_cast<int>(version) : 0;
}

Handle make_rules(const std::vector<Reach>& folders) {
  const int version = landlock_version();
  if (version == 0) return Handle();
  const uint64_t known = known_rights(version);
  Ruleset all = {known, 0, 0};
  size_t size = sizeof all.files;
  if (version >= 4) {
    all.network = right(2) - 1;  // TCP: bind, connect
    size += sizeof all.network;
  }
  if (version >= 6) {
    all.scopes = right(2) - 1;  // abstract Unix sockets, signals
    size += sizeof all.scopes;
  }
  Handle rules(static_cast<int>(syscall(SYS_landlock_create_ruleset, &all, size, 0)));
  for (const Reach& folder : folders) {
    const Below below = {(folder.writable ? kChanging : kReading) & known, folder.folder};
    if (!rules || syscall(SYS_landlock_add_rule, rules.get(), kRuleBelow, &below, 0) != 0)
      return Handle();
  }
  return rules;
}

bool follow_rules(const Handle& rules) {
  return rules && syscall(SYS_landlock_restrict_self, rules.get(), 0) == 0;
}

}  // namespace runner
