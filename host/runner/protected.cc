// host/runner/protected.cc: a writable folder exposes a file if the path to the file leads through
// it. Any part of the path can then be replaced: the file, a folder or link on the path, or a name
// that does not exist yet. A folder inside the cache exposes the cache as well, and one inside the
// Python environment of the package its command.
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

/// The folder that the package was installed into: `site-packages`, or that of `pip --target`.
std::string packages_folder() {
  const std::string runner = own_path();
  return std::string(folder_of(folder_of(runner)));
}

/// The folders with the `bin` and `lib` that the command of the package runs natively before it
/// becomes the runner: of the environment PREFIX/lib/python3.13/site-packages, and of the Python
/// that its `bin` has a link to. For `pip --target` the folder of the packages has the `bin`.
std::vector<std::string> prefixes() {
  if (!kIsPackage) return {};
  const std::string packages = packages_folder();
  std::vector<std::string> found = {packages};
  if (!packages.ends_with("/site-packages") && !packages.ends_with("/dist-packages")) return found;
  const std::string prefix(folder_of(folder_of(folder_of(packages))));
  found.push_back(prefix);
  const std::string python = real_path(prefix + "/bin/python3");
  if (!python.empty()) found.emplace_back(folder_of(folder_of(python)));
  return found;
}

/// What this process, or another run, is made of: each file's path, and what it is.
std::vector<std::pair<const char*, std::string>> own_files() {
  const std::string runner = own_path();
  std::vector<std::pair<const char*, std::string>> files = {
      {"the runner", runner},
      {"the library of wasmtime", std::string(folder_of(runner)) + "/libwasmtime.so"},
  };
  for (std::string& file : all_program_files()) files.emplace_back("the program", std::move(file));
  for (const std::string& prefix : prefixes())
    files.emplace_back("the command", prefix + "/bin/" + kCommand);
  return files;
}

/// The folders that hold what is not the guest's: with any folder inside of them.
std::vector<std::pair<const char*, std::string>> own_folders() {
  std::vector<std::pair<const char*, std::string>> folders;
  for (const std::string& prefix : prefixes())
    for (const char* name : {"/bin", "/lib", "/lib64"})
      folders.emplace_back("the Python environment of the runner", prefix + name);
  if (kIsPackage) folders.emplace_back("the packages beside the runner", packages_folder());
  for (std::string& root : cache_roots()) folders.emplace_back("the cache", std::move(root));
  return folders;
}

/// Whether the folder of `mount` is inside `folder`, or a part of the path to it.
bool exposes(const Mount& mount, const std::string& folder) {
  const Trail trail(folder);
  const bool there = trail.missing.empty() && !trail.is_file && trail.error == 0;
  return leads_through(trail, mount) || (there && lies_in(mount, trail.passed.back()));
}

}  // namespace

void add_protected(std::vector<Mount>& mounts) {
  std::vector<std::string> paths;
  for (const auto& [what, path] : own_files()) {
    paths.push_back(path);
    paths.emplace_back(folder_of(real_path(path)));
  }
  for (const auto& [what, path] : own_folders()) paths.push_back(path);
  for (const std::string& root : cache_roots()) paths.push_back(root + "/compiled");
  for (const std::string& path : paths) {
    Handle there(open(path.c_str(), O_PATH | O_CLOEXEC));
    struct stat status;
    if (there && fstat(there.get(), &status) == 0)
      mounts.push_back({std::move(there), status.st_dev, status.st_ino, "", false});
  }
}

std::string exposed_by(const Mount& mount) {
  for (const auto& [what, path] : own_files())
    if (leads_through(Trail(path), mount)) return std::string(what) + ", " + path;
  for (const auto& [what, path] : own_folders())
    if (exposes(mount, path)) return std::string(what) + ", " + path;
  for (const std::string& root : cache_roots())
    if (leads_through(Trail(root + "/compiled"), mount)) return "the cache, " + root;
  return "";
}

}  // namespace runner
