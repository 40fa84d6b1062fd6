// host/runner/wasi_files.cc: the calls on what is open already. Stdin, stdout and stderr tell a
// guest nothing of where they lead to, but whether that is a terminal.

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "wasi_calls.h"

namespace runner::wasi {
namespace {

using Kind = Descriptor::Kind;

Errno done(int result) { return result == 0 ? Errno::success : from_system(); }

/// The descriptor where it is an open file; null with the error where it is none.
Descriptor* file_of(const Call& call, uint32_t fd, Errno& error) {
  Descriptor* found = call.guest.find(fd);
  error = found == nullptr              ? Errno::badf
          : found->kind == Kind::folder ? Errno::isdir
          : found->kind == Kind::stream ? Errno::spipe
                                        : Errno::success;
  return error == Errno::success ? found : nullptr;
}

Filetype stream_type(const Descriptor& stream) {
  return isatty(stream.stream) ? Filetype::character_device : Filetype::unknown;
}

Filetype type_of(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFBLK:
      return Filetype::block_device;
    case S_IFCHR:
      return Filetype::character_device;
    case S_IFDIR:
      return Filetype::directory;
    case S_IFREG:
      return Filetype::regular_file;
    case S_IFSOCK:
      return Filetype::socket_stream;
    case S_IFLNK:
      return Filetype::symbolic_link;
    default:
      return Filetype::unknown;
  }
}

uint64_t nanoseconds_of(const timespec& time) {
  return static_cast<uint64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

using Transfer = ssize_t (*)(int file, const iovec* buffers, int count, off_t at);

/// Reads or writes what the guest's buffers say; fewer bytes than they hold where there are many
/// of them, as every such call may.
Errno transfer(const Call& call, uint32_t fd, bool writes, uint32_t at, uint32_t count, off_t where,
               uint32_t out, Transfer make) {
  constexpr uint32_t most = 64;
  const Descriptor* from = call.guest.find(fd);
  if (from == nullptr) return Errno::badf;
  if (from->kind == Kind::folder) return Errno::isdir;
  if (from->kind == Kind::stream && from->writable != writes) return Errno::badf;
  iovec buffers[most];
  count = std::min(count, most);
  for (uint32_t i = 0; i < count; ++i) {
    Buffer buffer;
    if (!call.memory.read(at + uint64_t{i} * sizeof buffer, buffer)) return Errno::fault;
    const Bytes bytes = call.memory.bytes(buffer.at, buffer.size);
    if (!bytes) return Errno::fault;
    buffers[i] = {bytes.data, bytes.size};
  }
  ssize_t size = make(from->file(), buffers, static_cast<int>(count), where);
  while (size < 0 && (errno == EINTR || (errno == EAGAIN && from->kind == Kind::stream))) {
    // Somebody else may have made this process's streams non-blocking; the guest did not ask for
    // it.
    pollfd wait{from->file(), static_cast<short>(writes ? POLLOUT : POLLIN), 0};
    if (errno == EAGAIN) poll(&wait, 1, -1);
    size = make(from->file(), buffers, static_cast<int>(count), where);
  }
  if (size < 0) return from_system();
  return call.memory.write(out, static_cast<uint32_t>(size));
}

void add_entry(std::string& entries, uint64_t place, uint64_t inode, Filetype type,
               std::string_view name) {
  const Dirent entry{place + 1, inode, static_cast<uint32_t>(name.size()), type, {}};
  entries.append(reinterpret_cast<const char*>(&entry), sizeof entry).append(name);
}

/// All that is in the folder, as the guest reads it.
Errno list(const Descriptor& folder, std::string& out) {
  Handle again(openat(folder.file(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  DIR* listing = again ? fdopendir(again.get()) : nullptr;
  if (listing == nullptr) return from_system();
  again.release();
  out.clear();
  uint64_t place = 0;
  errno = 0;
  while (const dirent* entry = readdir(listing)) {
    struct stat status;
    mode_t mode = DTTOIF(entry->d_type);
    if (entry->d_type == DT_UNKNOWN &&
        fstatat(dirfd(listing), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0)
      mode = status.st_mode;
    add_entry(out, place++, entry->d_ino, type_of(mode), entry->d_name);
    errno = 0;
  }
  const Errno error = errno == 0 ? Errno::success : from_system();
  closedir(listing);
  return error;
}

}  // namespace

Filestat filestat(const struct stat& status) {
  Filestat out{};
  out.device = status.st_dev;
  out.inode = status.st_ino;
  out.type = type_of(status.st_mode);
  out.links = status.st_nlink;
  out.size = status.st_size;
  out.accessed = nanoseconds_of(status.st_atim);
  out.modified = nanoseconds_of(status.st_mtim);
  out.changed = nanoseconds_of(status.st_ctim);
  return out;
}

Errno read_times(uint64_t accessed, uint64_t modified, uint32_t which, timespec (&out)[2]) {
  const auto set = [&](timespec& time, uint64_t value, uint32_t given, uint32_t now) {
    constexpr uint64_t second = 1'000'000'000;
    time = {static_cast<time_t>(value / second), static_cast<long>(value % second)};
    if (!(which & given)) time.tv_nsec = which & now ? UTIME_NOW : UTIME_OMIT;
    return !((which & given) && (which & now));
  };
  const bool clear = set(out[0], accessed, kAccessed, kAccessedNow) &&
                     set(out[1], modified, kModified, kModifiedNow);
  return clear ? Errno::success : Errno::inval;
}

Errno fd_advise(Call& call, uint32_t fd, uint64_t, uint64_t, uint32_t) {
  Errno error;
  file_of(call, fd, error);
  return error;
}

Errno fd_close(Call& call, uint32_t fd) {
  if (call.guest.find(fd) == nullptr) return Errno::badf;
  call.guest.descriptors[fd].reset();
  return Errno::success;
}

Errno fd_datasync(Call& call, uint32_t fd) {
  Errno error;
  const Descriptor* file = file_of(call, fd, error);
  return file == nullptr ? error : done(fdatasync(file->file()));
}

Errno fd_sync(Call& call, uint32_t fd) {
  Errno error;
  const Descriptor* file = file_of(call, fd, error);
  return file == nullptr ? error : done(fsync(file->file()));
}

Errno fd_fdstat_get(Call& call, uint32_t fd, uint32_t out) {
  const Descriptor* from = call.guest.find(fd);
  if (from == nullptr) return Errno::badf;
  Fdstat status{};
  status.rights = kRightsAll;
  switch (from->kind) {
    case Kind::stream:
      // One that can be sought in is no terminal.
      status.type = stream_type(*from);
      status.rights = from->writable ? kRightWrite : kRightRead;
      break;
    case Kind::folder:
      status.type = Filetype::directory;
      break;
    case Kind::file: {
      struct stat found;
      const int flags = fcntl(from->file(), F_GETFL);
      if (flags < 0 || fstat(from->file(), &found) != 0) return from_system();
      status.type = type_of(found.st_mode);
      const int access = flags & O_ACCMODE;
      if (access == O_WRONLY) status.rights &= ~kRightRead;
      if (access == O_RDONLY) status.rights &= ~kRightWrite;
      if (flags & O_APPEND) status.flags |= kAppend;
      if (flags & O_NONBLOCK) status.flags |= kNonBlocking;
      if ((flags & O_SYNC) == O_SYNC) {
        status.flags |= kSync;
      } else if (flags & O_DSYNC) {
        status.flags |= kDataSync;
      }
    }
  }
  status.inherited_rights = status.rights;
  return call.memory.write(out, status);
}

Errno fd_fdstat_set_flags(Call& call, uint32_t fd, uint32_t flags) {
  Errno error;
  const Descriptor* file = file_of(call, fd, error);
  if (file == nullptr) return error == Errno::spipe ? Errno::badf : error;
  if (flags & ~(kAppend | kNonBlocking)) return Errno::inval;
  const int system = (flags & kAppend ? O_APPEND : 0) | (flags & kNonBlocking ? O_NONBLOCK : 0);
  return done(fcntl(file->file(), F_SETFL, system));
}

Errno fd_filestat_get(Call& call, uint32_t fd, uint32_t out) {
  const Descriptor* from = call.guest.find(fd);
  if (from == nullptr) return Errno::badf;
  if (from->kind == Kind::stream) {
    Filestat status{};
    status.type = stream_type(*from);
    return call.memory.write(out, status);
  }
  struct stat status;
  if (fstat(from->file(), &status) != 0) return from_system();
  return call.memory.write(out, filestat(status));
}

Errno fd_filestat_set_size(Call& call, uint32_t fd, uint64_t size) {
  Errno error;
  const Descriptor* file = file_of(call, fd, error);
  return file == nullptr ? error : done(ftruncate(file->file(), static_cast<off_t>(size)));
}

Errno fd_filestat_set_times(Call& call, uint32_t fd, uint64_t accessed, uint64_t modified,
                            uint32_t which) {
  const Descriptor* to = call.guest.find(fd);
  if (to == nullptr || to->kind == Kind::stream) return Errno::badf;
  if (!to->writable) return Errno::perm;
  timespec times[2];
  const Errno error = read_times(accessed, modified, which, times);
  if (error != Errno::success) return error;
  // A folder may be one that is open for nothing but its place.
  return done(to->kind == Kind::folder ? utimensat(to->file(), ".", times, AT_SYMLINK_NOFOLLOW)
                                       : futimens(to->file(), times));
}

Errno fd_read(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint32_t out) {
  return transfer(
      call, fd, false, at, count, 0, out,
      [](int file, const iovec* buffers, int size, off_t) { return readv(file, buffers, size); });
}

Errno fd_pread(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint64_t from, uint32_t out) {
  return transfer(call, fd, false, at, count, static_cast<off_t>(from), out, preadv);
}

Errno fd_write(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint32_t out) {
  return transfer(
      call, fd, true, at, count, 0, out,
      [](int file, const iovec* buffers, int size, off_t) { return writev(file, buffers, size); });
}

Errno fd_pwrite(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint64_t to, uint32_t out) {
  return transfer(call, fd, true, at, count, static_cast<off_t>(to), out, pwritev);
}

Errno fd_prestat_get(Call& call, uint32_t fd, uint32_t out) {
  const Descriptor* folder = call.guest.find(fd);
  if (folder == nullptr || folder->name.empty()) return Errno::badf;
  return call.memory.write(out, Prestat{0, static_cast<uint32_t>(folder->name.size())});
}

Errno fd_prestat_dir_name(Call& call, uint32_t fd, uint32_t at, uint32_t size) {
  const Descriptor* folder = call.guest.find(fd);
  if (folder == nullptr || folder->name.empty()) return Errno::badf;
  if (size < folder->name.size()) return Errno::nametoolong;
  const Bytes to = call.memory.bytes(at, folder->name.size());
  if (!to) return Errno::fault;
  std::memcpy(to.data, folder->name.data(), to.size);
  return Errno::success;
}

Errno fd_readdir(Call& call, uint32_t fd, uint32_t at, uint32_t size, uint64_t from, uint32_t out) {
  Descriptor* folder = call.guest.find(fd);
  if (folder == nullptr) return Errno::badf;
  if (folder->kind != Kind::folder) return Errno::notdir;
  const Bytes to = call.memory.bytes(at, size);
  if (!to) return Errno::fault;
  if (from == 0 || folder->entries.empty()) {
    const Errno error = list(*folder, folder->entries);
    if (error != Errno::success) return error;
  }
  const std::string& entries = folder->entries;
  size_t begin = 0;
  for (Dirent entry; begin < entries.size(); begin += sizeof entry + entry.name_size) {
    std::memcpy(&entry, entries.data() + begin, sizeof entry);
    if (entry.next > from) break;
  }
  // The last one may be cut: the guest then asks for it again.
  const size_t copied = entries.copy(reinterpret_cast<char*>(to.data), to.size, begin);
  return call.memory.write(out, static_cast<uint32_t>(copied));
}

Errno fd_seek(Call& call, uint32_t fd, uint64_t by, uint32_t from, uint32_t out) {
  Errno error;
  const Descriptor* file = file_of(call, fd, error);
  if (file == nullptr) return error;
  if (from > SEEK_END) return Errno::inval;
  const off_t place = lseek(file->file(), static_cast<off_t>(by), static_cast<int>(from));
  return place < 0 ? from_system() : call.memory.write(out, static_cast<uint64_t>(place));
}

Errno fd_tell(Call& call, uint32_t fd, uint32_t out) { return fd_seek(call, fd, 0, SEEK_CUR, out); }

}  // namespace runner::wasi
