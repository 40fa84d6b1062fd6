// host/runner/walk.h: the way from a folder that a guest was given to what one of its paths names.
// This is the wall of the sandbox: no path, whatever it says, leads out of its folder.

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "wasi_types.h"

namespace runner::wasi {

/// A file descriptor of this process that is closed with it.
class Handle {
 public:
  Handle() = default;
  explicit Handle(int file) : file_(file) {}
  Handle(Handle&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  ~Handle();
  int get() const { return file_; }
  int release() { return std::exchange(file_, -1); }
  explicit operator bool() const { return file_ >= 0; }

 private:
  int file_ = -1;
};

/// Where a path leads to: a name without slashes in an open folder, or "." for that folder itself.
/// Whatever is done with it must not follow a link of that name (`O_NOFOLLOW`,
/// `AT_SYMLINK_NOFOLLOW`): where one is, it came there since.
class Place {
 public:
  /// The folder's descriptor; valid as long as this and the one that it was found from.
  int folder() const { return passed_.empty() ? root_ : passed_.back().get(); }
  const char* name() const { return name_.c_str(); }

 private:
  friend Errno find(int root, std::string_view path, bool follow, Place& out);

  int root_ = -1;
  std::vector<Handle> passed_;  // the open folders from the root's down to the last
  std::string name_;
};

/// Walks `path` from the folder `root`. With `follow`, or with a slash at its end, a link that it
/// ends in is followed.
[[nodiscard]] Errno find(int root, std::string_view path, bool follow, Place& out);

}  // namespace runner::wasi
