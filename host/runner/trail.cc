// host/runner/trail.cc: links are read and followed here, not by the system, so that the folders
// they lead through are seen as well.
//
// If a POSIX access control list allows another user to write, the group bits of the mode show it.

#include "trail.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <string_view>

#include "paths.h"

namespace runner {
namespace {

constexpr int kMostLinks = 40;  // as Linux has it
constexpr int kLook = O_PATH | O_NOFOLLOW | O_CLOEXEC;

bool trusted(uid_t user) { return user == 0 || user == geteuid(); }

}  // namespace

const char* open_to_others(const struct stat& folder) {
  if (!trusted(folder.st_uid)) return "belongs to another user";
  const bool writable = (folder.st_mode & (S_IWGRP | S_IWOTH)) != 0;
  return writable && (folder.st_mode & S_ISVTX) == 0 ? "can be written to by other users" : nullptr;
}

void Trail::pass(const struct stat& status) {
  passed.push_back(status);
  const char* why = open_to_others(status);
  if (why != nullptr && unsafe.empty()) unsafe = (name.empty() ? "/" : name) + " " + why;
}

Trail::Trail(const std::string& path) {
  struct stat status;
  const auto start = [&] {
    name.clear();
    folder = Handle(open("/", kLook | O_DIRECTORY));
    if (!folder || fstat(folder.get(), &status) != 0) return false;
    pass(status);
    return true;
  };
  std::string text = path;  // with the texts of links in place of their names
  std::string_view rest = text;
  bool there = start();
  for (int links = 0; there;) {
    const std::string part(take_name(rest));
    if (part.empty()) return;
    Handle next(openat(folder.get(), part.c_str(), kLook));
    if (!next && errno == ENOENT) {
      missing = part;
      missing += rest;
      return;
    }
    there = next && fstat(next.get(), &status) == 0;
    if (!there) break;
    if (S_ISDIR(status.st_mode)) {
      folder = std::move(next);
      if (part == "..") name.resize(name.rfind('/') == name.npos ? 0 : name.rfind('/'));
      if (part != "." && part != "..") name.append("/").append(part);
      pass(status);
    } else if (S_ISLNK(status.st_mode)) {
      char target[PATH_MAX];
      const ssize_t size = readlinkat(next.get(), "", target, sizeof target);
      if (!trusted(status.st_uid) && unsafe.empty())
        unsafe = name + "/" + part + " is a link of another user's";
      errno = ELOOP;
      there = size > 0 && size < PATH_MAX && ++links <= kMostLinks;
      if (there && target[0] == '/') there = start();
      if (there) {
        text = std::string(target, size).append(rest);
        rest = text;
      }
    } else {
      errno = ENOTDIR;
      is_file = there = rest.empty();
      if (there) return;
    }
  }
  error = errno;
}

}  // namespace runner
