// host/runner/wasi_paths.cc: the calls on paths. Each first walks to the place that the path names
// (walk.h), and then acts there without following a link. The folder that the walk has reached
// decides whether something may be changed.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <cstdio>

#include "forbidden.h"
#include "wasi_calls.h"

namespace runner::wasi {
namespace {

using Kind = Descriptor::Kind;

bool text_at(const Call& call, uint32_t at, uint32_t size, std::string_view& out) {
  const Bytes bytes = call.memory.bytes(at, size);
  out = {reinterpret_cast<const char*>(bytes.data), bytes.size};
  return static_cast<bool>(bytes);
}

/// Finds the place that a path names. With `may_be_folder`, slashes at the end of the path are
/// ignored.
Errno look_up(const Call& call, uint32_t number, uint32_t at, uint32_t size, bool follow,
              Place& out, bool may_be_folder = false) {
  const Descriptor* folder = call.guest.find(number);
  if (folder == nullptr) return Errno::badf;
  if (folder->kind != Kind::folder) return Errno::notdir;
  std::string_view path;
  if (!text_at(call, at, size, path)) return Errno::fault;
  while (may_be_folder && path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return out.find(folder->step(), path, follow, call.guest.mounts);
}

/// Finds the place for a new name.
Errno new_name(const Call& call, uint32_t number, uint32_t at, uint32_t size, bool may_be_folder,
               Place& out) {
  const Errno error = look_up(call, number, at, size, false, out, may_be_folder);
  if (error != Errno::success) return error;
  return out.folder().writable ? Errno::success : Errno::perm;
}

/// Finds a name that will be renamed, removed or linked.
Errno old_name(const Call& call, uint32_t number, uint32_t at, uint32_t size, bool may_be_folder,
               Place& out) {
  const Errno error = look_up(call, number, at, size, false, out, may_be_folder);
  if (error != Errno::success) return error;
  if (!out.exists()) return Errno::noent;
  return out.folder().writable ? Errno::success : Errno::perm;
}

/// The system's flags for opening a file. O_NONBLOCK is always set, so that opening never waits,
/// for the other end of a FIFO or the holder of a lease.
int open_flags(uint32_t how, uint64_t rights, uint32_t flags) {
  const bool reads = (rights & kRightRead) != 0;
  const bool writes = (rights & kRightWrite) != 0;
  int system = O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  system |= writes ? (reads ? O_RDWR : O_WRONLY) : O_RDONLY;
  if (how & kDirectory) system |= O_DIRECTORY;
  if (how & kCreate) system |= O_CREAT;
  if (how & kExclusive) system |= O_EXCL;
  if (how & kTruncate) system |= O_TRUNC;
  if (flags & kAppend) system |= O_APPEND;
  if (flags & kDataSync) system |= O_DSYNC;
  if (flags & (kSync | kReadSync)) system |= O_SYNC;
  return system;
}

bool can_be_opened(mode_t mode) { return S_ISREG(mode) || S_ISDIR(mode); }

/// Opens the file or folder at that place. Opening a FIFO would wake its other end, and opening a
/// device can make it act, so the type is checked before. It is checked again afterwards, as
/// another process may have replaced the file in between. In that case a FIFO or device is opened
/// once, without waiting, and closed. Only a process that may write to the folder can cause that
/// (no call of WASI makes a FIFO or a device, but another guest could rename one), and it gains
/// nothing, as nothing is read or written.
Errno open_at(const Place& place, int system, uint32_t flags, Descriptor& out) {
  const bool link = place.exists() && S_ISLNK(place.status().st_mode);
  if (place.exists() && !link && !can_be_opened(place.status().st_mode)) return Errno::acces;
  const bool changes = (system & O_ACCMODE) != O_RDONLY || (system & O_TRUNC);
  if (changes && place.exists() && place.is_code(place.status())) return Errno::perm;
  const Step& folder = place.folder();
  Handle opened(openat(folder.file, place.name(), system, 0666));
  struct stat status;
  if (!opened || fstat(opened.get(), &status) != 0) return from_system();
  if (!can_be_opened(status.st_mode)) return Errno::acces;
  if (changes && place.is_code(status)) return Errno::perm;
  if (status.st_dev != folder.device && forbidden(opened.get(), status)) return Errno::acces;
  if (S_ISDIR(status.st_mode)) {
    out.kind = Kind::folder;
  } else {
    if (!(flags & kNonBlocking) && fcntl(opened.get(), F_SETFL, system & ~O_NONBLOCK) != 0)
      return from_system();
    const int access = system & O_ACCMODE;
    out.kind = Kind::file;
    out.reads = access != O_WRONLY;
    out.writes = access != O_RDONLY;
    out.flags = static_cast<uint16_t>(flags);
  }
  out.writable = place.writable(status);
  out.device = status.st_dev;
  out.own = std::move(opened);
  return Errno::success;
}

}  // namespace

Errno path_create_directory(Call& call, uint32_t folder, uint32_t at, uint32_t size) {
  Place place;
  const Errno error = new_name(call, folder, at, size, true, place);
  if (error != Errno::success) return error;
  return done(mkdirat(place.folder().file, place.name(), 0777));
}

Errno path_filestat_get(Call& call, uint32_t folder, uint32_t lookup, uint32_t at, uint32_t size,
                        uint32_t out) {
  Place place;
  const Errno error = look_up(call, folder, at, size, lookup & kFollow, place);
  if (error != Errno::success) return error;
  return place.exists() ? call.memory.write(out, filestat(place.status())) : Errno::noent;
}

Errno path_filestat_set_times(Call& call, uint32_t folder, uint32_t lookup, uint32_t at,
                              uint32_t size, uint64_t accessed, uint64_t modified, uint32_t which) {
  Place place;
  timespec times[2];
  Errno error = look_up(call, folder, at, size, lookup & kFollow, place);
  if (error == Errno::success) error = read_times(accessed, modified, which, times);
  if (error != Errno::success) return error;
  if (!place.exists()) return Errno::noent;
  if (!place.writable(place.status())) return Errno::perm;
  return done(utimensat(place.folder().file, place.name(), times, AT_SYMLINK_NOFOLLOW));
}

/// Both folders must be writable. Else a second name in a writable folder would make a read-only
/// file writable.
Errno path_link(Call& call, uint32_t folder, uint32_t lookup, uint32_t at, uint32_t size,
                uint32_t new_folder, uint32_t new_at, uint32_t new_size) {
  Place from;
  Place to;
  if (lookup & kFollow) return Errno::inval;
  Errno error = old_name(call, folder, at, size, false, from);
  if (error == Errno::success) error = new_name(call, new_folder, new_at, new_size, false, to);
  if (error != Errno::success) return error;
  return done(linkat(from.folder().file, from.name(), to.folder().file, to.name(), 0));
}

Errno path_open(Call& call, uint32_t folder, uint32_t lookup, uint32_t at, uint32_t size,
                uint32_t how, uint64_t rights, uint64_t, uint32_t flags, uint32_t out) {
  Place place;
  if ((how & kCreate) && (how & kDirectory)) return Errno::inval;  // as newer versions of Linux do
  const bool follow = (lookup & kFollow) && !(how & kExclusive);
  const Errno error = look_up(call, folder, at, size, follow, place);
  if (error != Errno::success) return error;
  const int system = open_flags(how, rights, flags);
  const bool changes = (system & O_ACCMODE) != O_RDONLY || (system & (O_CREAT | O_TRUNC));
  if (!place.exists() && !(system & O_CREAT)) return Errno::noent;
  if (changes && !place.folder().writable) return Errno::perm;
  const uint32_t number = call.guest.free_number();
  if (number == kMostDescriptors) return Errno::mfile;
  if (!call.memory.has_room<uint32_t>(out)) return Errno::fault;
  Descriptor opened;
  if (place.folder().file < 0) {
    opened.kind = Kind::folder;  // the empty root, opened again
  } else if (const Errno failed = open_at(place, system, flags, opened); failed != Errno::success) {
    return failed;
  }
  call.guest.descriptors[number] = std::move(opened);
  return call.memory.write(out, number);
}

Errno path_readlink(Call& call, uint32_t folder, uint32_t at, uint32_t size, uint32_t to,
                    uint32_t room, uint32_t out) {
  Place place;
  const Errno error = look_up(call, folder, at, size, false, place);
  if (error != Errno::success) return error;
  if (!place.exists()) return Errno::noent;
  if (!S_ISLNK(place.status().st_mode)) return Errno::inval;
  const Bytes bytes = call.memory.bytes(to, room);
  if (!bytes || !call.memory.has_room<uint32_t>(out)) return Errno::fault;
  char text[PATH_MAX];
  const ssize_t length = readlinkat(place.folder().file, place.name(), text, sizeof text);
  if (length < 0) return from_system();
  const size_t copied = std::min(bytes.size, static_cast<size_t>(length));
  std::memcpy(bytes.data, text, copied);
  return call.memory.write(out, static_cast<uint32_t>(copied));
}

Errno path_remove_directory(Call& call, uint32_t folder, uint32_t at, uint32_t size) {
  Place place;
  const Errno error = old_name(call, folder, at, size, true, place);
  if (error != Errno::success) return error;
  if (place.is_mount()) return Errno::busy;
  return done(unlinkat(place.folder().file, place.name(), AT_REMOVEDIR));
}

Errno path_rename(Call& call, uint32_t folder, uint32_t at, uint32_t size, uint32_t new_folder,
                  uint32_t new_at, uint32_t new_size) {
  Place from;
  Place to;
  Errno error = old_name(call, folder, at, size, true, from);
  if (error == Errno::success) error = new_name(call, new_folder, new_at, new_size, true, to);
  if (error != Errno::success) return error;
  if (from.is_mount() || to.is_mount()) return Errno::busy;
  return done(renameat(from.folder().file, from.name(), to.folder().file, to.name()));
}

/// Absolute links are refused: the guest could not follow them, and for other programs they lead
/// out of the folder.
Errno path_symlink(Call& call, uint32_t text_begins, uint32_t text_size, uint32_t folder,
                   uint32_t at, uint32_t size) {
  std::string_view text;
  if (!text_at(call, text_begins, text_size, text)) return Errno::fault;
  if (text.size() >= PATH_MAX) return Errno::nametoolong;
  if (text.find('\0') != text.npos) return Errno::inval;
  if (text.starts_with('/')) return Errno::perm;
  Place place;
  const Errno error = new_name(call, folder, at, size, false, place);
  if (error != Errno::success) return error;
  char target[PATH_MAX];
  target[text.copy(target, sizeof target - 1)] = '\0';
  return done(symlinkat(target, place.folder().file, place.name()));
}

Errno path_unlink_file(Call& call, uint32_t folder, uint32_t at, uint32_t size) {
  Place place;
  const Errno error = old_name(call, folder, at, size, false, place);
  if (error != Errno::success) return error;
  return done(unlinkat(place.folder().file, place.name(), 0));
}

}  // namespace runner::wasi
