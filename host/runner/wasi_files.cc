// host/runner/wasi_files.cc: calls on open files: their status, times, size and number. Of stdin,
// stdout and stderr a guest learns only whether they are a terminal.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "wasi_calls.h"

namespace runner::wasi {
namespace {

using Kind = Descriptor::Kind;

Filetype stream_type(const Descriptor& stream) {
  return isatty(stream.file()) ? Filetype::character_device : Filetype::unknown;
}

uint64_t nanoseconds_of(const timespec& time) {
  return static_cast<uint64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

/// Flushes a file, or the entries of a folder, to the disk by `how`.
Errno write_out(const Call& call, uint32_t fd, int (*how)(int)) {
  Descriptor* found = call.guest.find(fd);
  if (found == nullptr) return Errno::badf;
  if (found->kind == Kind::stream) return Errno::inval;
  if (found->kind == Kind::file) return done(how(found->file()));
  if (found->file() < 0) return Errno::success;
  const int file = readable(*found);
  return file < 0 ? from_system() : done(how(file));
}

}  // namespace

Descriptor* file_of(const Call& call, uint32_t fd, Errno& error) {
  Descriptor* found = call.guest.find(fd);
  error = found == nullptr              ? Errno::badf
          : found->kind == Kind::folder ? Errno::isdir
          : found->kind == Kind::stream ? Errno::spipe
                                        : Errno::success;
  return error == Errno::success ? found : nullptr;
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

/// Advice is checked, but not passed on.
Errno fd_advise(Call& call, uint32_t fd, uint64_t from, uint64_t size, uint32_t how) {
  constexpr uint32_t last = 5;
  Errno error;
  if (file_of(call, fd, error) == nullptr) return error;
  return how > last || from > INT64_MAX || size > INT64_MAX ? Errno::inval : Errno::success;
}

/// Not supported, as in most runtimes: it could keep the disk busy in a way that no signal
/// interrupts.
Errno fd_allocate(Call& call, uint32_t fd, uint64_t, uint64_t) {
  Errno error;
  return file_of(call, fd, error) == nullptr ? error : Errno::notsup;
}

Errno fd_close(Call& call, uint32_t fd) {
  Descriptor* found = call.guest.find(fd);
  if (found == nullptr) return Errno::badf;
  *found = Descriptor();
  return Errno::success;
}

Errno fd_renumber(Call& call, uint32_t from, uint32_t to) {
  Descriptor* source = call.guest.find(from);
  Descriptor* target = call.guest.find(to);
  if (source == nullptr || target == nullptr) return Errno::badf;
  if (source != target) *target = std::exchange(*source, Descriptor());
  return Errno::success;
}

Errno fd_datasync(Call& call, uint32_t fd) { return write_out(call, fd, fdatasync); }
Errno fd_sync(Call& call, uint32_t fd) { return write_out(call, fd, fsync); }

Errno fd_fdstat_get(Call& call, uint32_t fd, uint32_t out) {
  const Descriptor* from = call.guest.find(fd);
  if (from == nullptr) return Errno::badf;
  Fdstat status{};
  switch (from->kind) {
    case Kind::none:
      return Errno::badf;
    case Kind::stream:
      // The libc takes a stream for a terminal only if it has no right to seek.
      status.type = stream_type(*from);
      status.rights = from->writable ? kRightWrite : kRightRead;
      status.inherited_rights = status.rights;
      break;
    case Kind::folder:
      status.type = Filetype::directory;
      status.rights = kRightsFolder;
      status.inherited_rights = kRightsAll;
      break;
    case Kind::file:
      status.type = Filetype::regular_file;
      status.flags = from->flags;
      status.rights = kRightsAll;
      if (!from->reads) status.rights &= ~kRightRead;
      if (!from->writes) status.rights &= ~kRightWrite;
      status.inherited_rights = status.rights;
  }
  return call.memory.write(out, status);
}

/// The flags of the streams are shared with other processes, and are not changed.
Errno fd_fdstat_set_flags(Call& call, uint32_t fd, uint32_t flags) {
  Errno error;
  Descriptor* file = file_of(call, fd, error);
  if (file == nullptr) return error == Errno::spipe ? Errno::badf : error;
  constexpr uint32_t can_change = kAppend | kNonBlocking;
  if (flags & ~can_change) return Errno::inval;
  const int system = (flags & kAppend ? O_APPEND : 0) | (flags & kNonBlocking ? O_NONBLOCK : 0);
  if (fcntl(file->file(), F_SETFL, system) != 0) return from_system();
  file->flags = static_cast<uint16_t>((file->flags & ~can_change) | flags);
  return Errno::success;
}

/// Rights follow from how a file was opened, and cannot be changed.
Errno fd_fdstat_set_rights(Call& call, uint32_t fd, uint64_t, uint64_t) {
  return call.guest.find(fd) == nullptr ? Errno::badf : Errno::notsup;
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
  if (from->file() < 0) {
    status = empty_root();
  } else if (fstat(from->file(), &status) != 0) {
    return from_system();
  }
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
  // A folder may be opened with O_PATH, for which futimens() fails.
  return done(to->kind == Kind::folder ? utimensat(to->file(), ".", times, AT_SYMLINK_NOFOLLOW)
                                       : futimens(to->file(), times));
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

}  // namespace runner::wasi
