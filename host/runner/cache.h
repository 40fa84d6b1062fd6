// host/runner/cache.h: the folder of compiled modules in the per-user cache, as one descriptor.

#pragma once

#include <sys/stat.h>

#include <string>
#include <vector>

#include "handle.h"

namespace runner {

/// The per-user cache as an absolute path, which the tools find in the same way (tools/cache.py);
/// empty if neither the environment nor the system's list of users names one.
std::string cache_root();

/// cache_root(), and where it would be if the environment had fewer of these variables. Asks the
/// system for the user's home folder, which may take a while.
std::vector<std::string> cache_roots();

/// The folder `compiled/` in it. Every file is opened through the descriptor of the folder. It must
/// be a regular file of this user, not a link, with mode `kCompiledMode` for compiled modules and
/// 0600 for the lock. Any other file counts as missing. Only `lock` waits.
class Cache {
 public:
  /// Opens the folder, which is made if it is missing. False, with the reason in `problem`, if that
  /// fails or if another user could change its content.
  [[nodiscard]] bool open(std::string& problem);

  /// Opens the module of that name for reading; empty if there is none that may be used.
  Handle find(const std::string& name) const;

  /// A new, empty file, which replaces any file of that name. Empty, with the reason in `problem`.
  Handle create(const std::string& name, std::string& problem) const;

  [[nodiscard]] bool rename(const std::string& from, const std::string& to,
                            std::string& problem) const;
  /// Waits for the lock. Only processes of this user can hold it, and the system releases it when
  /// its holder ends. Empty, with the reason in `problem`.
  Handle lock(std::string& problem) const;

  /// Deletes what interrupted runs have left, and all modules but `newest` and those used last.
  /// Precondition: the caller holds the lock.
  void delete_old(const std::string& newest) const;

 private:
  void remove(const std::string& name) const;

  Handle folder_;
};

/// The mode of a compiled module. It has a bit (sticky) that means nothing for a file, and that no
/// call of WASI can set. So a file that a script left in a folder which later becomes a cache is
/// not taken for a module, and a hard link to a module in a folder of the script is recognised.
inline constexpr mode_t kCompiledMode = 01600;

/// The suffixes of compiled modules, and of one that is still being written.
inline constexpr char kCompiled[] = ".cwasm";
inline constexpr char kUnfinished[] = ".tmp";

/// Records that the file has been verified now. False if its time cannot be set.
bool touch(int file);

/// Whether the file must be verified: `touch` was long ago, or it has been written to since.
bool is_due(const struct stat& status);

}  // namespace runner
