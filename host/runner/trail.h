// host/runner/trail.h: the way to a path of this machine, folder by folder and link by link: who
// could change where it leads.

#pragma once

#include <sys/stat.h>

#include <string>
#include <vector>

#include "handle.h"

namespace runner {

/// What is met on the way to an absolute path. Whoever can write to one of the folders that are
/// passed can make the path lead elsewhere.
struct Trail {
  explicit Trail(const std::string& path);

  /// The last folder of the way that is there (O_PATH): the one that the path names, or that holds
  /// the file which it names, or that lacks the first name of `missing`.
  Handle folder;
  std::string name;                 // of `folder`, without links
  std::vector<struct stat> passed;  // every folder on the way, from "/" to `folder`
  std::string missing;              // the rest of the path, where it is not there
  bool is_file = false;             // the path names something in `folder` that is no folder
  std::string unsafe;  // who else than this user and root could change the way; empty for nobody
  int error = 0;       // errno, where the way could not be followed to its end

 private:
  void pass(const struct stat& status);
};

/// Why another user than this one and root can change what is in that folder; nullptr where none
/// can. With the sticky bit, as /tmp has it, others can add to it, but not rename or remove what
/// is not theirs.
const char* open_to_others(const struct stat& folder);

}  // namespace runner
