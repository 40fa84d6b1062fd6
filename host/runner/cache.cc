// host/runner/cache.cc: the cache contains machine code that this process will run. Nobody else may
// be able to replace a file of it.
//
// - The folder belongs to this user, and only this user can use it (0700). It is opened once,
//   without following a link, and everything else is opened from that descriptor. A file is used
//   through the descriptor by which it was checked.
// - Every folder and link on the path to it belongs to this user or to root. Others cannot write to
//   any of these folders, unless it has the sticky bit, as /tmp has: there they can neither rename
//   nor remove what is not theirs. So another user can redirect the path only before it exists, and
//   then to folders of that user, which are refused.
// - New files have their mode from the start, whatever the umask of the process is. Modules have a
//   mode that no guest can give to a file.
//
// The modification time of a module is when its checksum was last verified (compiled.cc), which
// also tells when it was used. It is set to whole seconds, which a write never does; so it also
// shows that nothing was written since. A time in the future counts as now: if the clock jumps,
// files are only verified once more.

#include "cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string_view>
#include <utility>
#include <vector>

#include "paths.h"
#include "trail.h"

namespace runner {
namespace {

constexpr char kBelowHome[] = "/.cache/pydantic-core-cpp";
constexpr char kFolder[] = "compiled";
constexpr char kLock[] = "lock";
constexpr size_t kKept = 6;         // compiled modules, of 20 to 40 MB each
constexpr time_t kDueAfter = 3600;  // seconds

/// While it exists, new files and folders are accessible to this user alone. The umask belongs to
/// the whole process, which does nothing else while it loads its program.
class ForUserAlone {
 public:
  ForUserAlone() : before_(umask(077)) {}
  ForUserAlone(const ForUserAlone&) = delete;
  ForUserAlone& operator=(const ForUserAlone&) = delete;
  ~ForUserAlone() { umask(before_); }

 private:
  mode_t before_;
};

Handle if_ours(Handle file, mode_t mode) {
  struct stat status;
  const bool ours = file && fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode) &&
                    status.st_uid == geteuid() && (status.st_mode & 07777) == mode;
  return ours ? std::move(file) : Handle();
}

/// Opens a folder, which is made if it is missing. Empty, with errno set.
Handle enter(int parent, const std::string& name, int flags) {
  const auto open = [&] {
    return Handle(openat(parent, name.c_str(), flags | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  };
  Handle folder = open();
  if (folder || errno != ENOENT) return folder;
  if (mkdirat(parent, name.c_str(), 0700) != 0 && errno != EEXIST) return folder;
  return open();
}

/// Opens the folder at `path`, which is made if it is missing. Empty, with the reason in `problem`.
Handle enter_all(const std::string& path, std::string& problem) {
  Trail trail(path);
  errno = trail.is_file ? ENOTDIR : trail.error;
  std::string_view rest = trail.missing;
  while (errno == 0 && trail.unsafe.empty()) {
    const std::string name(take_name(rest));
    if (name.empty()) break;
    Handle next = enter(trail.folder.get(), name, O_PATH);
    struct stat status;
    if (!next || fstat(next.get(), &status) != 0) break;
    errno = 0;
    if (const char* why = open_to_others(status)) trail.unsafe = path + " " + why;
    trail.folder = std::move(next);
  }
  if (errno == 0 && trail.unsafe.empty()) return std::move(trail.folder);
  problem = errno != 0 ? path + ": " + std::strerror(errno) : trail.unsafe;
  return Handle();
}

/// The caches that the environment names; the first is used.
std::vector<std::string> named_roots() {
  std::vector<std::string> roots;
  constexpr std::pair<const char*, const char*> places[] = {
      {"PYDANTIC_CORE_CPP_CACHE", ""},
      {"XDG_CACHE_HOME", "/pydantic-core-cpp"},
      {"HOME", kBelowHome},
  };
  for (const auto& [name, below] : places) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    const std::string root = std::string(value) + below;
    roots.push_back(*value == '/' ? root : current_folder() + "/" + root);
  }
  return roots;
}

/// The cache where no variable names one; empty if the system knows no home folder of this user.
std::string root_of_user() {
  const passwd* user = getpwuid(getuid());
  const std::string home = user != nullptr ? user->pw_dir : "";
  return home.starts_with('/') ? home + kBelowHome : "";
}

}  // namespace

std::vector<std::string> cache_roots() {
  std::vector<std::string> roots = named_roots();
  std::string root = root_of_user();
  if (!root.empty()) roots.push_back(std::move(root));
  return roots;
}

std::string cache_root() {
  const std::vector<std::string> named = named_roots();
  return named.empty() ? root_of_user() : named.front();
}

bool Cache::open(std::string& problem) {
  const std::string root = cache_root();
  problem = "neither HOME nor PYDANTIC_CORE_CPP_CACHE is set, and the user has no home folder";
  if (root.empty()) return false;
  const ForUserAlone mask;
  const Handle parent = enter_all(root, problem);
  if (!parent) return false;
  const std::string name = root + "/" + kFolder;
  folder_ = enter(parent.get(), kFolder, O_RDONLY);
  struct stat status;
  if (!folder_ || fstat(folder_.get(), &status) != 0) {
    problem = name + ": " + std::strerror(errno);
    return false;
  }
  problem = name + " belongs to another user";
  if (status.st_uid != geteuid()) return false;
  problem = name + " can be written to by other users";
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) return false;
  problem = name + ": its mode cannot be changed";
  return (status.st_mode & 0777) == 0700 || fchmod(folder_.get(), 0700) == 0;
}

Handle Cache::find(const std::string& name) const {
  constexpr int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
  return if_ours(Handle(openat(folder_.get(), name.c_str(), flags)), kCompiledMode);
}

Handle Cache::create(const std::string& name, std::string& problem) const {
  const ForUserAlone mask;
  remove(name);
  Handle file(openat(folder_.get(), name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file && fchmod(file.get(), kCompiledMode) != 0) file = Handle();
  if (!file) problem = std::strerror(errno);
  return file;
}

bool Cache::rename(const std::string& from, const std::string& to, std::string& problem) const {
  if (renameat(folder_.get(), from.c_str(), folder_.get(), to.c_str()) == 0) return true;
  problem = std::strerror(errno);
  return false;
}

void Cache::remove(const std::string& name) const { unlinkat(folder_.get(), name.c_str(), 0); }

Handle Cache::lock(std::string& problem) const {
  const ForUserAlone mask;
  constexpr int flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
  Handle file;
  for (int tries = 0; tries < 2 && !file; ++tries) {
    file = if_ours(Handle(openat(folder_.get(), kLock, flags, 0600)), 0600);
    if (!file) remove(kLock);  // another user could hold it
  }
  problem = "there is no lock";
  if (!file) return file;
  while (flock(file.get(), LOCK_EX) != 0) {
    if (errno == EINTR) continue;
    problem = std::strerror(errno);
    return Handle();
  }
  return file;
}

void Cache::delete_old(const std::string& newest) const {
  Handle again(openat(folder_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  DIR* listing = again ? fdopendir(again.get()) : nullptr;
  if (listing == nullptr) return;
  again.release();  // belongs to the listing now
  const time_t now = time(nullptr);
  std::vector<std::pair<time_t, std::string>> found;  // seconds since each was used
  while (const dirent* entry = readdir(listing)) {
    const std::string name = entry->d_name;
    struct stat status;
    if (name.ends_with(kUnfinished)) remove(name);
    if (!name.ends_with(kCompiled) || name == newest) continue;
    if (fstatat(folder_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
    found.emplace_back(std::max<time_t>(0, now - status.st_mtim.tv_sec), name);
  }
  closedir(listing);
  std::sort(found.begin(), found.end());
  for (size_t i = kKept - 1; i < found.size(); ++i) remove(found[i].second);
}

bool touch(int file) {
  const timespec now = {time(nullptr), 0};
  const timespec both[2] = {now, now};
  return futimens(file, both) == 0;
}

bool is_due(const struct stat& status) {
  const time_t ago = time(nullptr) - status.st_mtim.tv_sec;
  return status.st_mtim.tv_nsec != 0 || ago < 0 || ago > kDueAfter;
}

}  // namespace runner
