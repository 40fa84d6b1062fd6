// host/runner/forbidden.cc: most of these file systems are known by their magic number. `/dev` is
// an ordinary file system that contains devices, and is known by its device number.

#include "forbidden.h"

#include <sys/vfs.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <iterator>

namespace runner {
namespace {

// Numbers, because the headers of different systems name different ones of them.
constexpr uint32_t kMagic[] = {
    0x00009fa0,  // proc
    0x62656572,  // sysfs
    0x00001cd1,  // devpts
    0x0027e0eb,  // cgroup
    0x63677270,  // cgroup2
    0x64626720,  // debugfs
    0x74726163,  // tracefs
    0x73636673,  // securityfs
    0x5a3c69f0,  // apparmorfs
    0xf97cff8c,  // selinuxfs
    0x43415d53,  // smackfs
    0xcafe4a11,  // bpf
    0x6e736673,  // nsfs
    0x50494446,  // pidfs
    0xde5e81e4,  // efivarfs
    0x62656570,  // configfs
    0x19800202,  // mqueue
    0x6165676c,  // pstore
    0x42494e4d,  // binfmt_misc
    0x65735543,  // fusectl
    0x6c6f6f70,  // binder
    0x67596969,  // rpc_pipefs
    0x6e667364,  // nfsd
    0x07655821,  // resctrl
    0xabba1974,  // xenfs
    0x00009fa1,  // openpromfs
    0x0a647361,  // functionfs
};

/// Whether the file is in the file system of `/dev`. If that is not a file system of its own:
/// whether it is `/dev` itself.
bool of_devices(const struct stat& status) {
  struct stat devices;
  struct stat root;
  if (stat("/dev", &devices) != 0) return errno != ENOENT;
  if (stat("/", &root) != 0) return true;
  if (status.st_dev != devices.st_dev) return false;
  return devices.st_dev != root.st_dev || status.st_ino == devices.st_ino;
}

}  // namespace

bool forbidden(int file, const struct stat& status) {
  struct statfs system;
  if (fstatfs(file, &system) != 0) return true;
  const auto magic = static_cast<uint32_t>(system.f_type);
  return std::find(std::begin(kMagic), std::end(kMagic), magic) != std::end(kMagic) ||
         of_devices(status);
}

}  // namespace runner
