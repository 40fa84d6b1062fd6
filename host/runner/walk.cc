// host/runner/walk.cc: opens one folder after the other, each from the one before, without
// following links. Links are read and followed here. ".." goes back to the folder that the walk
// came from, which is still open. So neither a change by another process meanwhile, nor a link that
// the kernel follows specially (those below /proc), can lead outside.
//
// Linux' openat2 with RESOLVE_BENEATH does the same, but for opening alone, and not on older
// kernels. Renaming, linking and removing need the folder that contains a name, and a folder that
// was given inside another one can be read-only. One walk for all calls is exercised by every test.
// A path of one name, as most are, opens nothing.

#include "walk.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "cache.h"
#include "forbidden.h"

namespace runner::wasi {
namespace {

constexpr int kMostLinks = 40;  // as Linux has it

bool is_mount_root(const Mount& mount, const struct stat& status) {
  return mount.inode == status.st_ino && mount.device == status.st_dev;
}

}  // namespace

struct stat empty_root() {
  struct stat status = {};
  status.st_mode = S_IFDIR | 0555;
  status.st_ino = 1;
  status.st_nlink = 2;
  return status;
}

bool writable_at(const std::vector<Mount>& mounts, const struct stat& folder, bool writable) {
  bool given = false;
  bool all = true;
  for (const Mount& mount : mounts) {
    if (!is_mount_root(mount, folder)) continue;
    given = true;
    all = all && mount.writable;
  }
  return given ? all : writable;
}

Place::~Place() {
  for (size_t i = closed_; i < depth_; ++i) close(passed_[i % kMostOpen].file);
}

bool Place::is_mount() const {
  return exists_ && S_ISDIR(status_.st_mode) &&
         std::any_of(mounts_->begin(), mounts_->end(),
                     [&](const Mount& mount) { return is_mount_root(mount, status_); });
}

bool Place::writable(const struct stat& status) const {
  const bool is_folder_itself = name_[0] == '.' && name_[1] == '\0';
  if (is_folder_itself || !S_ISDIR(status.st_mode)) return folder().writable;
  return writable_at(*mounts_, status, folder().writable);
}

/// Compiled modules are known by their mode (cache.h), so that the files of the cache need not be
/// listed.
bool Place::is_code(const struct stat& status) const {
  if (!S_ISREG(status.st_mode)) return false;
  return (status.st_mode & 07777) == kCompiledMode || !writable_at(*mounts_, status, true);
}

/// Reads the status of `name_` in the last folder.
Errno Place::look() {
  if (folder().file < 0) {
    exists_ = std::strcmp(name_, ".") == 0;
    status_ = empty_root();
    return Errno::success;
  }
  exists_ = fstatat(folder().file, name_, &status_, AT_SYMLINK_NOFOLLOW) == 0;
  return exists_ || errno == ENOENT ? Errno::success : from_system();
}

/// Enters that folder; `Errno::notdir` if it is a link or a file.
Errno Place::enter(const char* name) {
  const Step from = folder();
  if (from.file < 0) return Errno::noent;
  Handle next(openat(from.file, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!next) return errno == ELOOP ? Errno::notdir : from_system();
  struct stat status;
  if (fstat(next.get(), &status) != 0) return from_system();
  if (status.st_dev != from.device && forbidden(next.get(), status)) return Errno::acces;
  if (depth_ - closed_ == kMostOpen) close(passed_[closed_++ % kMostOpen].file);
  passed_[depth_++ % kMostOpen] = {next.release(), status.st_dev,
                                   writable_at(*mounts_, status, from.writable)};
  return Errno::success;
}

Errno Place::leave() {
  if (depth_ == 0) return Errno::perm;
  if (closed_ != 0 && depth_ - 1 == closed_) return Errno::nametoolong;  // the one above is closed
  close(passed_[--depth_ % kMostOpen].file);
  return Errno::success;
}

/// Puts `text` before the rest of the path. False if there is no room.
bool Place::put_before_rest(std::string_view text) {
  if (text.size() > static_cast<size_t>(rest_ - text_)) return false;
  rest_ -= text.size();
  std::memcpy(rest_, text.data(), text.size());
  return true;
}

/// Puts the target of that link before the rest of the path; `Errno::notdir` if it is no link.
Errno Place::follow_link(const char* name) {
  char text[PATH_MAX];
  const ssize_t size = readlinkat(folder().file, name, text, sizeof text);
  if (size < 0) return errno == EINVAL ? Errno::notdir : from_system();
  if (size == 0) return Errno::noent;
  if (text[0] == '/') return Errno::perm;
  if (++links_ > kMostLinks) return Errno::loop;
  const std::string_view way(text, size);
  return size < PATH_MAX && put_before_rest(way) ? Errno::success : Errno::nametoolong;
}

Errno Place::find(const Step& root, std::string_view path, bool follow,
                  const std::vector<Mount>& mounts) {
  if (path.empty()) return Errno::noent;
  if (path.size() >= PATH_MAX) return Errno::nametoolong;
  if (path.find('\0') != path.npos) return Errno::inval;
  if (path.front() == '/') return Errno::perm;
  root_ = root;
  mounts_ = &mounts;
  rest_ = text_ + sizeof text_ - 1;
  *rest_ = '\0';
  (void)put_before_rest(path);
  for (;;) {
    rest_ += std::strspn(rest_, "/");
    if (*rest_ == '\0') {
      name_ = ".";
      return look();
    }
    char* const name = rest_;
    char* const end = name + std::strcspn(name, "/");
    rest_ = end;
    const std::string_view part(name, end - name);
    if (part == ".") continue;
    Errno error;
    if (part == "..") {
      error = leave();
      if (error != Errno::success) return error;
      continue;
    }
    const bool last = *end == '\0';
    *end = '\0';
    if (last) {
      name_ = name;
      error = look();
      const bool link = exists_ && S_ISLNK(status_.st_mode);
      if (error != Errno::success || !follow || !link) return error;
      error = follow_link(name);
    } else {
      error = enter(name);
      if (error == Errno::notdir) error = follow_link(name);
      *end = '/';
    }
    if (error != Errno::success) return error;
  }
}

}  // namespace runner::wasi
