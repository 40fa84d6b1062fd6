// host/runner/walk.h: the way from a folder that a guest was given to what one of its paths names.
// This is the wall of the sandbox: no path, whatever it says, leads out of its folder.

#pragma once

#include <sys/stat.h>

#include <climits>
#include <string_view>
#include <vector>

#include "mounts.h"
#include "wasi_types.h"

namespace runner::wasi {

/// A folder that a walk has come to.
struct Step {
  int file;  // -1: the empty root, which is no folder of this machine
  dev_t device;
  bool writable;  // whether what is in it may be changed
};

/// What the system would say of the empty root.
struct stat empty_root();

/// Whether that folder, reached from one that is `writable` or not, is. Where it is one that was
/// given itself, that decides; where it was given twice, the stricter.
bool writable_at(const std::vector<Mount>& mounts, const struct stat& folder, bool writable);

/// Where a path leads to: a name without slashes in an open folder, or "." for that folder itself.
/// Whatever is done with it must not follow a link of that name (`O_NOFOLLOW`,
/// `AT_SYMLINK_NOFOLLOW`): where one is, it came there since.
///
/// It takes no memory but its own, and holds at most `kMostOpen` descriptors.
class Place {
 public:
  static constexpr size_t kMostOpen = 256;

  Place() {}  // leaves its room for text as it is
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place();

  /// Walks `path` from the folder `root`. With `follow`, or with a slash at its end, a link that it
  /// ends in is followed. Called once. `mounts` must outlive this, and so must the root's
  /// descriptor.
  [[nodiscard]] Errno find(const Step& root, std::string_view path, bool follow,
                           const std::vector<Mount>& mounts);

  const Step& folder() const { return depth_ == 0 ? root_ : passed_[(depth_ - 1) % kMostOpen]; }
  const char* name() const { return name_; }

  /// What was there when the walk came to its end.
  bool exists() const { return exists_; }
  const struct stat& status() const { return status_; }

  /// Whether it is a folder that the guest was given.
  bool is_mount() const;
  /// Whether what is there may be changed itself: its times, or as a folder what is in it.
  bool writable(const struct stat& status) const;
  /// Whether it is a file that code is run from, whatever folder it has a name in.
  bool is_code(const struct stat& status) const;

 private:
  Errno look();
  Errno enter(const char* name);
  Errno leave();
  bool put_before_rest(std::string_view text);
  Errno follow_link(const char* name);

  const std::vector<Mount>* mounts_ = nullptr;
  Step root_ = {-1, 0, false};
  // The open folders below the root, the last of which is `depth_` deep. The uppermost are closed
  // where there are more than `kMostOpen`.
  Step passed_[kMostOpen];
  size_t depth_ = 0;
  size_t closed_ = 0;
  int links_ = 0;
  bool exists_ = false;
  const char* name_ = ".";
  struct stat status_;
  // What is left of the way stands at the end; the text of a link comes before it.
  char* rest_ = nullptr;
  char text_[2 * PATH_MAX];
};

}  // namespace runner::wasi
