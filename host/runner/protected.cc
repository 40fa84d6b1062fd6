// host/runner/protected.cc: a writable folder exposes a file if the path to the file leads through
// it. Any part of the path can then be replaced: the file, a folder or link on the path, or a name
// that does not exist yet. A folder inside the cache exposes the cache as well.
//
// Folders and files are compared by device and inode, so that links, hard links and other mounts of
// a folder make no difference.

#include "protected.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <utility>
#include <vector>

#include "cache.h"
#include "packaging.h"
#include "paths.h"
#include "program_files.h"
#include "trail.h"

namespace runner {
namespace {

bool leads_through(const Trail& trail, const Mount& mount) {
  for (const struct stat& folder : trail.passed)
    if (folder.st_dev == mount.device && folder.st_ino == mount.inode) return true;
  return false;
}

/// Whether the folder of `mount` is inside `outer`.
bool lies_in(const Mount& mount, const struct stat& outer) {
  struct stat below = {};
  below.st_dev = mount.device;
  below.st_ino = mount.inode;
  constexpr int flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
  for (Handle folder(openat(mount.folder.get(), "..", flags)); folder;
       folder = Handle(openat(folder.get(), "..", flags))) {
    struct stat status;
    if (fstat(folder.get(), &status) != 0) return false;
    if (status.st_dev == outer.st_dev && status.st_ino == outer.st_ino) return true;
    if (status.st_dev == below.st_dev && status.st_ino == below.st_ino) return false;  // "/"
    below = status;
  }
  return false;
}

/// What this process, or another run, is made of: each file's path, and what it is.
std::vector<std::pair<const char*, std::string>> own_files() {
  const std::string runner = own_path();
  std::vector<std::pair<const char*, std::string>> files = {
      {"the runner", runner},
      {"the library of wasmtime", std::string(folder_of(runner)) + "/libwasmtime.so"},
  };
  for (std::string& file : all_program_files()) files.emplace_back("the program", std::move(file));
  return files;
}

/// Whether the folder of `mount` is inside the folder of the package, where its Python code is.
bool lies_in_package(const Mount& mount) {
  if (!kIsPackage) return false;
  const Trail package{std::string(folder_of(own_path()))};
  return package.missing.empty() && !package.passed.empty() &&
         lies_in(mount, package.passed.back());
}

}  // namespace

void add_protected(std::vector<Mount>& mounts) {
  std::vector<std::string> paths;
  for (const auto& [what, path] : own_files()) {
    paths.push_back(path);
    paths.emplace_back(folder_of(real_path(path)));
  }
  for (const std::string& root : cache_roots()) {
    paths.push_back(root);
    paths.push_back(root + "/compiled");
  }
  for (const std::string& path : paths) {
    Handle there(open(path.c_str(), O_PATH | O_CLOEXEC));
    struct stat status;
    if (there && fstat(there.get(), &status) == 0)
      mounts.push_back({std::move(there), status.st_dev, status.st_ino, "", false});
  }
}

std::string exposed_by(const Mount& mount) {
  if (lies_in_package(mount)) return "the runner, " + own_path();
  for (const auto& [what, path] : own_files())
    if (leads_through(Trail(path), mount)) return std::string(what) + ", " + path;
  for (const std::string& root : cache_roots()) {
    const Trail cache(root);
    const bool there = cache.missing.empty() && !cache.is_file && cache.error == 0;
    if (leads_through(Trail(root + "/compiled"), mount) ||
        (there && lies_in(mount, cache.passed.back())))
      return "the cache, " + root;
  }
  return "";
}

}  // namespace runner
