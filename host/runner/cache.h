// host/runner/cache.h: the folder of compiled modules in the per-user cache, as one descriptor.

#pragma once

#include <sys/stat.h>

#include <string>
#include <vector>

#include "handle.h"

namespace runner {

/// The per-user cache that the tools use too, as an absolute path; empty where the environment
/// names none.
std::string cache_root();

/// The same, and where a run with fewer settings in its environment would have its cache.
std::vector<std::string> cache_roots();

/// `compiled/` in it. Every file is reached through the folder's descriptor and must be one of this
/// user's, regular, no link, of mode 0600, and compiled modules of `kCompiledMode`: others count as
/// missing. Nothing here waits but `lock`.
class Cache {
 public:
  /// Opens the folder, which is made where it is missing. False, with the reason in `problem`,
  /// where it cannot be had or another user could change what is in it.
  [[nodiscard]] bool open(std::string& problem);

  /// The file of that name, to read; empty where there is none that may be used.
  Handle find(const std::string& name) const;

  /// A new, empty file, in the place of whatever has that name. Empty with the reason.
  Handle create(const std::string& name, std::string& problem) const;

  [[nodiscard]] bool rename(const std::string& from, const std::string& to,
                            std::string& problem) const;
  /// Waits for the lock, which only processes of this user can hold and which ends with them.
  /// Empty with the reason where there can be none.
  Handle lock(std::string& problem) const;

  /// Deletes what interrupted runs have left behind, and all but the modules that were used last,
  /// of which `newest` is one. The caller holds the lock.
  void delete_old(const std::string& newest) const;

 private:
  void remove(const std::string& name) const;

  Handle folder_;
};

/// The mode of a compiled module: with a bit that means nothing for a file, and that no call of
/// WASI can give one. So what a script left in a folder that becomes a cache later is not taken for
/// a module, and a module's second name in a folder of the script's is known for what it is.
inline constexpr mode_t kCompiledMode = 01600;

/// What the name of a compiled module ends with, and that of one which is being written.
inline constexpr char kCompiled[] = ".cwasm";
inline constexpr char kUnfinished[] = ".tmp";

/// Writes down that the file was looked at in whole just now. False where the time cannot be set.
bool touch(int file);

/// Whether `touch` was long ago, or the file has been written to since.
bool is_due(const struct stat& status);

}  // namespace runner
