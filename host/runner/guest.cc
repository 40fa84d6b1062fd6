// host/runner/guest.cc: the state of a guest when it starts.

#include "guest.h"

#include <time.h>

#include <algorithm>
#include <iterator>

namespace runner::wasi {

// There is room for the streams, the empty root and every folder.
static_assert(4 + kMostMounts <= kMostDescriptors);

uint64_t nanoseconds(int clock) {
  timespec now;
  clock_gettime(clock, &now);
  return static_cast<uint64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

Guest::Guest(const std::vector<Mount>& given)
    : mounts(given),
      started(nanoseconds(CLOCK_MONOTONIC)),
      used_before(nanoseconds(CLOCK_THREAD_CPUTIME_ID)) {
  using Kind = Descriptor::Kind;
  size_t number = 0;
  for (const int stream : {0, 1, 2}) {
    Descriptor& descriptor = descriptors[number++];
    descriptor.kind = Kind::stream;
    descriptor.writable = stream != 0;
    descriptor.borrowed = stream;
  }
  const auto is_root = [](const Mount& mount) { return mount.guest == "/"; };
  if (std::none_of(mounts.begin(), mounts.end(), is_root)) {
    Descriptor& empty = descriptors[number++];
    empty.kind = Kind::folder;
    empty.name = "/";
  }
  for (const Mount& mount : mounts) {
    if (mount.guest.empty()) continue;
    struct stat status = {};
    status.st_dev = mount.device;
    status.st_ino = mount.inode;
    Descriptor& descriptor = descriptors[number++];
    descriptor.kind = Kind::folder;
    descriptor.writable = writable_at(mounts, status, mount.writable);
    descriptor.borrowed = mount.folder.get();
    descriptor.device = mount.device;
    descriptor.name = mount.guest;
  }
}

uint32_t Guest::free_number() const {
  const auto is_free = [](const Descriptor& each) { return each.kind == Descriptor::Kind::none; };
  return std::find_if(std::begin(descriptors), std::end(descriptors), is_free) - descriptors;
}

}  // namespace runner::wasi
