// host/runner/wasi_folders.cc: reads the entries of a folder in pieces. The guest's cookie is the
// offset that the system uses, so that no state is kept between calls.

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>

#include "wasi_calls.h"

namespace runner::wasi {
namespace {

/// Writes entries into the buffer of the guest. The last one may be cut off; the guest then reads
/// it again.
class Listing {
 public:
  explicit Listing(Bytes to) : to_(to) {}

  size_t room() const { return to_.size - used_; }
  size_t used() const { return used_; }

  void add(uint64_t next, uint64_t inode, Filetype type, std::string_view name) {
    const Dirent entry{next, inode, static_cast<uint32_t>(name.size()), type, {}};
    put(&entry, sizeof entry);
    put(name.data(), name.size());
  }

 private:
  void put(const void* from, size_t size) {
    size = std::min(size, room());
    std::memcpy(to_.data + used_, from, size);
    used_ += size;
  }

  Bytes to_;
  size_t used_ = 0;
};

Filetype type_of(int folder, const dirent64& entry) {
  struct stat status;
  mode_t mode = DTTOIF(entry.d_type);
  if (entry.d_type == DT_UNKNOWN &&
      fstatat(folder, entry.d_name, &status, AT_SYMLINK_NOFOLLOW) == 0)
    mode = status.st_mode;
  return wasi::type_of(mode);
}

Errno list(int folder, uint64_t from, Listing& out) {
  // An invented cookie does no harm: the system checks it.
  if (lseek(folder, static_cast<off_t>(from), SEEK_SET) < 0) return from_system();
  alignas(dirent64) char piece[8192];
  constexpr size_t largest = 2048;  // an entry
  while (out.room() != 0) {
    const size_t room = std::min(sizeof piece, std::max(largest, out.room()));
    const long size = syscall(SYS_getdents64, folder, piece, room);
    if (size == 0 || (size < 0 && errno == ENOENT)) break;  // which a removed folder returns
    if (size < 0) return from_system();
    for (long at = 0; at < size && out.room() != 0;) {
      const auto& entry = *reinterpret_cast<const dirent64*>(piece + at);
      out.add(static_cast<uint64_t>(entry.d_off), entry.d_ino, type_of(folder, entry),
              entry.d_name);
      at += entry.d_reclen;
    }
  }
  return Errno::success;
}

void list_nothing(uint64_t from, Listing& out) {
  if (from < 1) out.add(1, 1, Filetype::directory, ".");
  if (from < 2) out.add(2, 1, Filetype::directory, "..");
}

}  // namespace

int readable(Descriptor& folder) {
  if (!folder.own)
    folder.own = Handle(openat(folder.borrowed, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return folder.own.get();
}

Errno fd_readdir(Call& call, uint32_t fd, uint32_t at, uint32_t size, uint64_t from, uint32_t out) {
  Descriptor* folder = call.guest.find(fd);
  if (folder == nullptr) return Errno::badf;
  if (folder->kind != Descriptor::Kind::folder) return Errno::notdir;
  const Bytes to = call.memory.bytes(at, size);
  if (!to || !call.memory.has_room<uint32_t>(out)) return Errno::fault;
  Listing listing(to);
  if (folder->file() < 0) {
    list_nothing(from, listing);
  } else {
    const int file = readable(*folder);
    const Errno error = file < 0 ? from_system() : list(file, from, listing);
    if (error != Errno::success) return error;
  }
  return call.memory.write(out, static_cast<uint32_t>(listing.used()));
}

}  // namespace runner::wasi
