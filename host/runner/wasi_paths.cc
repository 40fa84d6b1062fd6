// host/runner/wasi_paths.cc: the calls on paths. Each first walks to the place that the path names
// (walk.h), and then does what it is to do there without following a link. Nothing is changed below
// a folder that is only to be read.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <climits>
#include <cstdio>

#include "wasi_calls.h"

namespace runner::wasi {
namespace {

using Kind = Descriptor::Kind;

Errno done(int result) { return result == 0 ? Errno::success : from_system(); }

bool text_at(const Call& call, uint32_t at, uint32_t size, std::string_view& out) {
  const Bytes bytes = call.memory.bytes(at, size);
  out = {reinterpret_cast<const char*>(bytes.data), bytes.size};
  return static_cast<bool>(bytes);
}

/// What a path call begins with: the folder of that number and the way from there.
struct Start {
  const Descriptor* folder = nullptr;
  std::string_view path;
};

Errno begin(const Call& call, uint32_t folder, uint32_t at, uint32_t size, Start& out) {
  out.folder = call.guest.find(folder);
  if (out.folder == nullptr) return Errno::badf;
  if (out.folder->kind != Kind::folder) return Errno::notdir;
  return text_at(call, at, size, out.path) ? Errno::success : Errno::fault;
}

/// The place that a path names, to look at it.
Errno look_up(const Call& call, uint32_t folder, uint32_t at, uint32_t size, bool follow,
              Place& out) {
  Start start;
  const Errno error = begin(call, folder, at, size, start);
  return error != Errno::success ? error : find(start.folder->file(), start.path, follow, out);
}

/// The place of a name that is to be made, renamed or removed. Where a folder may be meant, the
/// slashes that its name can end with are no part of it.
Errno change(const Call& call, uint32_t folder, uint32_t at, uint32_t size, bool can_be_folder,
             Place& out) {
  Start start;
  const Errno error = begin(call, folder, at, size, start);
  if (error != Errno::success) return error;
  if (!start.folder->writable) return Errno::perm;
  while (can_be_folder && start.path.size() > 1 && start.path.ends_with('/'))
    start.path.remove_suffix(1);
  return find(start.folder->file(), start.path, false, out);
}

/// How the system is to open what WASI asks for.
int open_flags(uint32_t how, uint64_t rights, uint32_t flags) {
  const bool reads = (rights & kRightRead) != 0;
  const bool writes = (rights & kRightWrite) != 0;
  int system = O_NOFOLLOW | O_CLOEXEC | O_NOCTTY;
  if (how & kDirectory) return system | O_RDONLY | O_DIRECTORY;
  system |= writes ? (reads ? O_RDWR : O_WRONLY) : O_RDONLY;
  if (how & kCreate) system |= O_CREAT;
  if (how & kExclusive) system |= O_EXCL;
  if (how & kTruncate) system |= O_TRUNC;
  if (flags & kAppend) system |= O_APPEND;
  if (flags & kNonBlocking) system |= O_NONBLOCK;
  if (flags & kDataSync) system |= O_DSYNC;
  if (flags & (kSync | kReadSync)) system |= O_SYNC;
  return system;
}

}  // namespace

Errno path_create_directory(Call& call, uint32_t folder, uint32_t at, uint32_t size) {
  Place place;
  const Errno error = change(call, folder, at, size, true, place);
  return error != Errno::success ? error : done(mkdirat(place.folder(), place.name(), 0777));
}

Errno path_filestat_get(Call& call, uint32_t folder, uint32_t lookup, uint32_t at, uint32_t size,
                        uint32_t out) {
  Place place;
  const Errno error = look_up(call, folder, at, size, lookup & kFollow, place);
  if (error != Errno::success) return error;
  struct stat status;
  if (fstatat(place.folder(), place.name(), &status, AT_SYMLINK_NOFOLLOW) != 0)
    return from_system();
  return call.memory.write(out, filestat(status));
}

Errno path_filestat_set_times(Call& call, uint32_t folder, uint32_t lookup, uint32_t at,
                              uint32_t size, uint64_t accessed, uint64_t modified, uint32_t which) {
  Place place;
  timespec times[2];
  Errno error = look_up(call, folder, at, size, lookup & kFollow, place);
  if (error == Errno::success) error = read_times(accessed, modified, which, times);
  if (error != Errno::success) return error;
  if (!call.guest.find(folder)->writable) return Errno::perm;
  return done(utimensat(place.folder(), place.name(), times, AT_SYMLINK_NOFOLLOW));
}

/// Both folders must be writable: a second name would make a file writable that is only to be read.
Errno path_link(Call& call, uint32_t folder, uint32_t lookup, uint32_t at, uint32_t size,
                uint32_t new_folder, uint32_t new_at, uint32_t new_size) {
  Place from;
  Place to;
  if (lookup & kFollow) return Errno::inval;
  Errno error = change(call, folder, at, size, false, from);
  if (error == Errno::success) error = change(call, new_folder, new_at, new_size, false, to);
  if (error != Errno::success) return error;
  return done(linkat(from.folder(), from.name(), to.folder(), to.name(), 0));
}

Errno path_open(Call& call, uint32_t folder, uint32_t lookup, uint32_t at, uint32_t size,
                uint32_t how, uint64_t rights, uint64_t, uint32_t flags, uint32_t out) {
  Place place;
  const bool follow = (lookup & kFollow) && !(how & kExclusive);
  const Errno error = look_up(call, folder, at, size, follow, place);
  if (error != Errno::success) return error;
  const bool writable = call.guest.find(folder)->writable;
  const int system = open_flags(how, rights, flags);
  if (!writable && ((system & O_ACCMODE) != O_RDONLY || (system & (O_CREAT | O_TRUNC))))
    return Errno::perm;
  Handle opened(openat(place.folder(), place.name(), system, 0666));
  struct stat status;
  if (!opened || fstat(opened.get(), &status) != 0) return from_system();
  const uint32_t number = call.guest.add({
      .kind = S_ISDIR(status.st_mode) ? Kind::folder : Kind::file,
      .writable = writable,
      .own = std::move(opened),
  });
  return call.memory.write(out, number);
}

Errno path_readlink(Call& call, uint32_t folder, uint32_t at, uint32_t size, uint32_t to,
                    uint32_t room, uint32_t out) {
  Place place;
  const Errno error = look_up(call, folder, at, size, false, place);
  if (error != Errno::success) return error;
  const Bytes bytes = call.memory.bytes(to, room);
  if (!bytes) return Errno::fault;
  char text[PATH_MAX];
  const ssize_t length = readlinkat(place.folder(), place.name(), text, sizeof text);
  if (length < 0) return from_system();
  const size_t copied = std::min(bytes.size, static_cast<size_t>(length));
  std::memcpy(bytes.data, text, copied);
  return call.memory.write(out, static_cast<uint32_t>(copied));
}

Errno path_remove_directory(Call& call, uint32_t folder, uint32_t at, uint32_t size) {
  Place place;
  const Errno error = change(call, folder, at, size, true, place);
  return error != Errno::success ? error
                                 : done(unlinkat(place.folder(), place.name(), AT_REMOVEDIR));
}

Errno path_rename(Call& call, uint32_t folder, uint32_t at, uint32_t size, uint32_t new_folder,
                  uint32_t new_at, uint32_t new_size) {
  Place from;
  Place to;
  Errno error = change(call, folder, at, size, true, from);
  if (error == Errno::success) error = change(call, new_folder, new_at, new_size, true, to);
  if (error != Errno::success) return error;
  return done(renameat(from.folder(), from.name(), to.folder(), to.name()));
}

/// An absolute link would lead nowhere for the guest, and out of the folder for others.
Errno path_symlink(Call& call, uint32_t text_begins, uint32_t text_size, uint32_t folder,
                   uint32_t at, uint32_t size) {
  std::string_view text;
  if (!text_at(call, text_begins, text_size, text)) return Errno::fault;
  if (text.find('\0') != text.npos) return Errno::inval;
  if (text.starts_with('/')) return Errno::perm;
  Place place;
  const Errno error = change(call, folder, at, size, false, place);
  if (error != Errno::success) return error;
  return done(symlinkat(std::string(text).c_str(), place.folder(), place.name()));
}

Errno path_unlink_file(Call& call, uint32_t folder, uint32_t at, uint32_t size) {
  Place place;
  const Errno error = change(call, folder, at, size, false, place);
  return error != Errno::success ? error : done(unlinkat(place.folder(), place.name(), 0));
}

}  // namespace runner::wasi
