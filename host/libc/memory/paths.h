// host/libc/memory/paths.h: what the calls of WASI do with paths, for folders in memory. Each
// starts from a folder and returns WASI's error.
#pragma once

#include <cstdint>
#include <string_view>

#include "libc/memory/node.h"

namespace host::memory {

/// A path from a folder on.
struct Path {
  Node* from;
  std::string_view text;
};

/// The folder that links with absolute targets start from, and the path at which programs see it.
void set_root(Node* folder, std::string_view path);

/// The node that is there; `follow` for what a link at the end leads to.
Errno look_up(Path path, bool follow, Node*& out);

/// Opens what is there or makes a file, as `how` (OFLAGS) says.
Errno open(Path path, bool follow, uint32_t how, bool writes, Node*& out);

Errno make_folder(Path path);
Errno make_link(std::string_view target, Path path);
Errno give_name(Path from, bool follow, Path to);
Errno rename(Path from, Path to);
Errno remove_file(Path path);
Errno remove_folder(Path path);

}  // namespace host::memory
