// host/runner/trail.h: follows a path of this machine folder by folder and link by link, to find
// out who could redirect it.

#pragma once

#include <sys/stat.h>

#include <string>
#include <vector>

#include "handle.h"

namespace runner {

/// What an absolute path leads through. A user who can write to one of the folders in `passed`
/// can make the path lead elsewhere.
struct Trail {
  explicit Trail(const std::string& path);

  /// The last folder on the path that exists (O_PATH): the one that the path names, or that
  /// contains the file which the path names, or that lacks the first name of `missing`.
  Handle folder;
  std::string name;                 // of `folder`, without links
  std::vector<struct stat> passed;  // every folder on the way, from "/" to `folder`
  std::string missing;              // the rest of the path, if it does not exist
  bool is_file = false;             // the path names a file in `folder`
  std::string unsafe;  // why another user than root could redirect the path; empty if none could
  int error = 0;       // errno, if the path could not be followed to its end

 private:
  void pass(const struct stat& status);
};

/// Why another user (but root) can change what is in that folder; nullptr if none can. With the
/// sticky bit, as /tmp has it, others can add files, but not rename or remove those of others.
const char* open_to_others(const struct stat& folder);

}  // namespace runner
