// host/libc/memory/paths.h: what the calls of WASI do with paths, for folders in memory. Each
// function starts from a folder and returns an error of WASI.
#pragma once

#include <cstdint>
#include <string_view>

#include "libc/memory/node.h"

namespace host::memory {

/// A path that starts from a folder.
struct Path {
  Node* from;
  std::string_view text;
};

/// Sets the folder for absolute targets of links, and the path by which programs see it.
void set_root(Node* folder, std::string_view path);

/// Finds the node. With `follow`, a link at the end is followed.
Errno look_up(Path path, bool follow, Node*& out);

/// Opens an existing node, or makes a file, as `how` (OFLAGS) says. `writes`: a folder is refused.
Errno open(Path path, bool follow, uint32_t how, bool writes, Node*& out);

Errno make_folder(Path path);
Errno make_link(std::string_view target, Path path);
Errno give_name(Path from, bool follow, Path to);
Errno rename(Path from, Path to);
Errno remove_file(Path path);
Errno remove_folder(Path path);

}  // namespace host::memory
