// tests/fuzz/sandbox.cc: a change shows in the time of the last change of a file's status, which
// nobody can set.

#include "sandbox.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

namespace fuzz {
namespace {

int remove_one(const char* path, const struct stat*, int, FTW*) { return remove(path); }

bool write_file(const std::string& path) {
  const int file = open(path.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0644);
  const bool done = file >= 0 && write(file, "text", 4) == 4;
  if (file >= 0) close(file);
  return done;
}

uint64_t mix(uint64_t seen, uint64_t more) {
  return (seen ^ more) * 0x9e3779b97f4a7c15 + (seen >> 29);
}

uint64_t look(const std::string& path) {
  struct stat status;
  if (lstat(path.c_str(), &status) != 0) return 1;
  uint64_t seen = mix(status.st_ino, status.st_size);
  seen = mix(seen, status.st_ctim.tv_nsec);
  seen = mix(seen, status.st_ctim.tv_sec);
  seen = mix(seen, status.st_nlink);
  if (!S_ISDIR(status.st_mode)) return seen;
  DIR* folder = opendir(path.c_str());
  if (folder == nullptr) return 2;
  while (const dirent* entry = readdir(folder)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") seen += look(path + "/" + name);  // in any order
  }
  closedir(folder);
  return seen;
}

}  // namespace

bool Sandbox::fill(const std::string& folder) {
  const auto at = [&](const char* name) { return folder + "/" + name; };
  return mkdir(at("a").c_str(), 0755) == 0 && mkdir(at("a/b").c_str(), 0755) == 0 &&
         write_file(at("file")) && write_file(at("a/b/file")) &&
         symlink("a/b", at("link").c_str()) == 0 && symlink("..", at("a/up").c_str()) == 0 &&
         symlink("../outside", at("out").c_str()) == 0 &&
         symlink("loop", at("loop").c_str()) == 0 && symlink("/etc", at("etc").c_str()) == 0 &&
         mkfifo(at("fifo").c_str(), 0644) == 0;
}

bool Sandbox::give(const std::string& folder, const char* guest, bool writable) {
  runner::Handle opened(open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  struct stat status;
  if (!opened || fstat(opened.get(), &status) != 0) return false;
  mounts_.push_back({std::move(opened), status.st_dev, status.st_ino, guest, writable});
  return true;
}

bool Sandbox::make() {
  mounts_.clear();
  nftw(base_.c_str(), remove_one, 16, FTW_DEPTH | FTW_PHYS);
  if (mkdir(base_.c_str(), 0755) != 0) return false;
  for (const char* name : {"/inside", "/inside/locked", "/only", "/outside"}) {
    const std::string folder = base_ + name;
    if (mkdir(folder.c_str(), 0755) != 0 || !fill(folder)) return false;
  }
  return give(base_ + "/inside", "/w", true) &&
         give(base_ + "/inside/locked", "/w/locked", false) && give(base_ + "/only", "/r", false);
}

uint64_t Sandbox::digest() const {
  uint64_t seen = 0;
  for (const char* name : {"/inside/locked", "/only", "/outside"})
    seen = mix(seen, look(base_ + name));
  return seen;
}

}  // namespace fuzz
