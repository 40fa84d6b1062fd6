// host/runner/walk.cc: one folder after the other is opened without following links, each from the
// one before it. Links are read here and walked as the text that they are; ".." goes back to the
// folder that the walk came from, which is still open. So nothing that changes meanwhile, and
// nothing that the kernel would follow by itself (the links below /proc), can lead elsewhere.
//
// Linux' openat2 with RESOLVE_BENEATH does the same for opening alone. Renaming, linking or
// removing need the folder that a name is in, and older kernels this walk: the one way for all is
// tried by every test. A path of one name, as most are, opens nothing.

#include "walk.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <climits>

namespace runner::wasi {
namespace {

constexpr int kMostLinks = 40;  // as Linux has it

/// The text of the link of that name; `Errno::inval` where it is none.
Errno read_link(int folder, const char* name, std::string& out) {
  char text[PATH_MAX];
  const ssize_t size = readlinkat(folder, name, text, sizeof text);
  if (size < 0) return from_system();
  if (size == 0) return Errno::noent;
  if (size == sizeof text) return Errno::nametoolong;
  out.assign(text, size);
  return Errno::success;
}

}  // namespace

Handle::~Handle() {
  if (file_ >= 0) close(file_);
}

Errno find(int root, std::string_view path, bool follow, Place& out) {
  if (path.empty()) return Errno::noent;
  if (path.find('\0') != path.npos) return Errno::inval;
  if (path.size() >= PATH_MAX) return Errno::nametoolong;
  if (path.front() == '/') return Errno::perm;
  out.root_ = root;
  out.passed_.clear();
  std::string way(path);
  int links = 0;
  for (size_t at = 0;;) {
    at = way.find_first_not_of('/', at);
    if (at == way.npos) {
      out.name_ = ".";
      return Errno::success;
    }
    const size_t end = std::min(way.find('/', at), way.size());
    std::string name = way.substr(at, end - at);
    at = end;
    if (name == ".") continue;
    if (name == "..") {
      if (out.passed_.empty()) return Errno::perm;
      out.passed_.pop_back();
      continue;
    }
    const bool last = end == way.size();
    std::string link;
    if (last) {
      const Errno read = follow ? read_link(out.folder(), name.c_str(), link) : Errno::inval;
      if (read != Errno::success) {
        if (read != Errno::inval && read != Errno::noent) return read;
        out.name_ = std::move(name);
        return Errno::success;
      }
    } else {
      constexpr int flags = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
      if (Handle next{openat(out.folder(), name.c_str(), flags)}) {
        out.passed_.push_back(std::move(next));
        continue;
      }
      if (errno != ENOTDIR && errno != ELOOP) return from_system();
      const Errno read = read_link(out.folder(), name.c_str(), link);
      if (read == Errno::inval) return Errno::notdir;
      if (read != Errno::success) return read;
    }
    if (link.front() == '/') return Errno::perm;
    if (++links > kMostLinks) return Errno::loop;
    way.replace(0, end, link);
    at = 0;
  }
}

}  // namespace runner::wasi
