// host/runner/walk.h: resolves the paths of a guest, from a folder that it was given. This is the
// first wall of the sandbox: no path leads out of its folder.

#pragma once

#include <sys/stat.h>

#include <climits>
#include <string_view>
#include <vector>

#include "mounts.h"
#include "wasi_types.h"

namespace runner::wasi {

/// A folder that a walk has reached.
struct Step {
  int file;  // -1: the empty root, which is no folder of this machine
  dev_t device;
  bool writable;  // whether what is in it may be changed
};

/// The status of the empty root.
struct stat empty_root();

/// Whether `folder` is writable. If it is a mount itself, that decides; if it is two mounts, the
/// stricter. Else it is what the folder that it was reached from is: `writable`.
bool writable_at(const std::vector<Mount>& mounts, const struct stat& folder, bool writable);

/// The result of a walk: a name without slashes in an open folder, or "." for that folder itself.
/// Callers must not follow a link of that name (`O_NOFOLLOW`, `AT_SYMLINK_NOFOLLOW`), as another
/// process may have put one there since.
///
/// It allocates nothing, and holds at most `kMostOpen` descriptors.
class Place {
 public:
  static constexpr size_t kMostOpen = 256;

  Place() {}  // leaves text_ uninitialised
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place();

  /// Walks `path` from the folder `root`. A link at the end is followed if `follow` is set or a
  /// slash comes after it. Called once. `mounts` and the descriptor of the root must outlive this.
  [[nodiscard]] Errno find(const Step& root, std::string_view path, bool follow,
                           const std::vector<Mount>& mounts);

  const Step& folder() const { return depth_ == 0 ? root_ : passed_[(depth_ - 1) % kMostOpen]; }
  const char* name() const { return name_; }

  /// What had that name at the end of the walk.
  bool exists() const { return exists_; }
  const struct stat& status() const { return status_; }

  /// Whether it is a folder that was given to the guest.
  bool is_mount() const;
  /// Whether the file may be changed, or the content of the folder.
  bool writable(const struct stat& status) const;
  /// Whether it is a file that native code is run from, in whatever folder it has a name.
  bool is_code(const struct stat& status) const;

 private:
  Errno look();
  Errno enter(const char* name);
  Errno leave();
  bool put_before_rest(std::string_view text);
  Errno follow_link(const char* name);

  const std::vector<Mount>* mounts_ = nullptr;
  Step root_ = {-1, 0, false};
  // A ring of the open folders below the root; the last one is `depth_` deep. If there are more
  // than `kMostOpen`, the uppermost `closed_` are closed.
  Step passed_[kMostOpen];
  size_t depth_ = 0;
  size_t closed_ = 0;
  int links_ = 0;
  bool exists_ = false;
  const char* name_ = ".";
  struct stat status_;
  // The rest of the path is at the end of the buffer; the target of a link is put before it.
  char* rest_ = nullptr;
  char text_[2 * PATH_MAX];
};

}  // namespace runner::wasi
