// host/libc/memory/paths.cc: resolves paths, and the calls that change what they name.

#include "libc/memory/paths.h"

namespace host::memory {
namespace {

constexpr int kMostLinks = 40;
constexpr size_t kLongestName = 255;

Node* root;
std::string_view root_path;

bool is_folder(const Node* node) { return node->type == __WASI_FILETYPE_DIRECTORY; }
bool is_link(const Node* node) { return node->type == __WASI_FILETYPE_SYMBOLIC_LINK; }

/// The end of a path: a name in a folder, and its node, if it exists. Without a name, the path ends
/// at a folder itself: at ".", "..", or where it starts.
struct Place {
  Node* folder = nullptr;
  std::string_view name;
  Node* node = nullptr;
  bool slash = false;  // a slash follows: it must be a folder
};

Place at_folder(Node* folder) {
  Place place;
  place.node = folder;
  return place;
}

/// Makes an absolute target of a link relative to the root.
Errno from_root(std::string_view& target) {
  if (!target.starts_with(root_path)) return __WASI_ERRNO_NOTCAPABLE;
  target.remove_prefix(root_path.size());
  if (!target.empty() && target[0] != '/') return __WASI_ERRNO_NOTCAPABLE;
  while (target.starts_with('/')) target.remove_prefix(1);
  if (target.empty()) target = ".";
  return __WASI_ERRNO_SUCCESS;
}

Errno walk(Path path, bool follow, int& links, Place& out);

/// Follows the link.
Errno walk_link(Node* folder, const Node& link, int& links, Place& out) {
  if (++links > kMostLinks) return __WASI_ERRNO_LOOP;
  Path path{folder, {link.target.data(), link.target.size()}};
  if (path.text.starts_with('/')) {
    path.from = root;
    if (const Errno error = from_root(path.text)) return error;
  }
  return walk(path, true, links, out);
}

/// One step of a walk: from `folder` to `name` in it.
Errno step(Node* folder, std::string_view name, Place& out) {
  if (!is_folder(folder)) return __WASI_ERRNO_NOTDIR;
  if (name.size() > kLongestName) return __WASI_ERRNO_NAMETOOLONG;
  if (name == ".") {
    out = at_folder(folder);
  } else if (name == "..") {
    if (folder->fixed) return __WASI_ERRNO_NOTCAPABLE;
    if (folder->parent == nullptr) return __WASI_ERRNO_NOENT;
    out = at_folder(folder->parent);
  } else {
    const Entry* entry = find(*folder, name);
    out = {folder, name, entry == nullptr ? nullptr : entry->node};
  }
  return __WASI_ERRNO_SUCCESS;
}

Errno walk(Path path, bool follow, int& links, Place& out) {
  if (path.text.empty()) return __WASI_ERRNO_NOENT;
  if (path.text.starts_with('/')) return __WASI_ERRNO_NOTCAPABLE;
  Node* at = path.from;
  std::string_view left = path.text;
  while (true) {
    const size_t end = left.find('/');
    const std::string_view name = left.substr(0, end);
    left = end == left.npos ? "" : left.substr(end);
    const bool slash = !left.empty();
    while (left.starts_with('/')) left.remove_prefix(1);
    if (const Errno error = step(at, name, out)) return error;
    if (out.node != nullptr && is_link(out.node) && (follow || slash)) {
      if (const Errno error = walk_link(at, *out.node, links, out)) return error;
    }
    out.slash = slash;
    if (left.empty()) break;
    if (out.node == nullptr) return __WASI_ERRNO_NOENT;
    at = out.node;
  }
  if (out.slash && out.node != nullptr && !is_folder(out.node)) return __WASI_ERRNO_NOTDIR;
  return __WASI_ERRNO_SUCCESS;
}

Errno find_place(Path path, bool follow, Place& out) {
  int links = 0;
  return walk(path, follow, links, out);
}

/// Adds the name for a new node, or frees the node.
Errno put(const Place& place, Node* node) {
  if (node == nullptr) return __WASI_ERRNO_NOSPC;
  if (add(*place.folder, place.name, node)) return __WASI_ERRNO_SUCCESS;
  let_go(node);
  return __WASI_ERRNO_NOSPC;
}

/// The error if a new name cannot be added at that place.
Errno can_add(const Place& place) {
  if (place.node != nullptr) return __WASI_ERRNO_EXIST;
  if (place.folder->fixed && place.folder != root) return __WASI_ERRNO_PERM;
  const bool removed = place.folder->parent == nullptr && !place.folder->fixed;
  return removed ? __WASI_ERRNO_NOENT : __WASI_ERRNO_SUCCESS;
}

/// Finds a name that will be removed or renamed.
Errno find_name(Path path, Place& out) {
  if (const Errno error = find_place(path, false, out)) return error;
  if (out.node == nullptr) return __WASI_ERRNO_NOENT;
  if (out.folder == nullptr) return __WASI_ERRNO_BUSY;
  return out.folder->fixed && out.folder != root ? __WASI_ERRNO_PERM : __WASI_ERRNO_SUCCESS;
}

/// The error if the name at `to` must not refer to that node instead.
Errno can_replace(const Node* node, const Place& to) {
  if (is_folder(node)) {
    if (!is_folder(to.node)) return __WASI_ERRNO_NOTDIR;
    return to.node->count == 0 ? __WASI_ERRNO_SUCCESS : __WASI_ERRNO_NOTEMPTY;
  }
  return is_folder(to.node) ? __WASI_ERRNO_ISDIR : __WASI_ERRNO_SUCCESS;
}

}  // namespace

void set_root(Node* folder, std::string_view path) {
  root = folder;
  root_path = path;
}

Errno look_up(Path path, bool follow, Node*& out) {
  Place place;
  const Errno error = find_place(path, follow, place);
  out = place.node;
  return error != 0 ? error : out == nullptr ? __WASI_ERRNO_NOENT : __WASI_ERRNO_SUCCESS;
}

Errno open(Path path, bool follow, uint32_t how, bool writes, Node*& out) {
  const bool exclusive = (how & __WASI_OFLAGS_CREAT) && (how & __WASI_OFLAGS_EXCL);
  Place place;
  if (const Errno error = find_place(path, follow && !exclusive, place)) return error;
  out = place.node;
  if (out == nullptr) {
    if (!(how & __WASI_OFLAGS_CREAT)) return __WASI_ERRNO_NOENT;
    if (place.slash || (how & __WASI_OFLAGS_DIRECTORY)) return __WASI_ERRNO_ISDIR;
    if (const Errno error = can_add(place)) return error;
    out = make(__WASI_FILETYPE_REGULAR_FILE);
    return put(place, out);
  }
  if (exclusive) return __WASI_ERRNO_EXIST;
  if (is_link(out)) return __WASI_ERRNO_LOOP;
  if ((how & __WASI_OFLAGS_DIRECTORY) && !is_folder(out)) return __WASI_ERRNO_NOTDIR;
  if (is_folder(out) && (writes || (how & (__WASI_OFLAGS_CREAT | __WASI_OFLAGS_TRUNC))))
    return __WASI_ERRNO_ISDIR;
  if ((how & __WASI_OFLAGS_TRUNC) && out->type == __WASI_FILETYPE_REGULAR_FILE)
    return set_size(*out, 0);
  return __WASI_ERRNO_SUCCESS;
}

Errno make_folder(Path path) {
  Place place;
  if (const Errno error = find_place(path, false, place)) return error;
  if (const Errno error = can_add(place)) return error;
  return put(place, make(__WASI_FILETYPE_DIRECTORY));
}

Errno make_link(std::string_view target, Path path) {
  Place place;
  if (const Errno error = find_place(path, false, place)) return error;
  if (target.empty() || (place.node == nullptr && place.slash)) return __WASI_ERRNO_NOENT;
  if (const Errno error = can_add(place)) return error;
  Node* link = make(__WASI_FILETYPE_SYMBOLIC_LINK);
  if (link == nullptr) return __WASI_ERRNO_NOSPC;
  if (link->target.append(target.data(), target.size())) return put(place, link);
  let_go(link);
  return __WASI_ERRNO_NOSPC;
}

Errno give_name(Path from, bool follow, Path to) {
  Node* node;
  Place place;
  if (const Errno error = look_up(from, follow, node)) return error;
  if (is_folder(node)) return __WASI_ERRNO_PERM;
  if (const Errno error = find_place(to, false, place)) return error;
  if (const Errno error = can_add(place)) return error;
  if (place.slash) return __WASI_ERRNO_NOENT;
  return add(*place.folder, place.name, node) ? __WASI_ERRNO_SUCCESS : __WASI_ERRNO_NOSPC;
}

Errno rename(Path from, Path to) {
  Place old;
  Place place;
  if (const Errno error = find_name(from, old)) return error;
  if (const Errno error = find_place(to, false, place)) return error;
  if (place.folder == nullptr) return __WASI_ERRNO_BUSY;
  if (place.node == old.node) return __WASI_ERRNO_SUCCESS;
  if (place.slash && !is_folder(old.node)) return __WASI_ERRNO_NOTDIR;
  for (const Node* above = place.folder; is_folder(old.node) && above != nullptr;
       above = above->parent)
    if (above == old.node) return __WASI_ERRNO_INVAL;
  if (place.node != nullptr) {
    if (const Errno error = can_replace(old.node, place)) return error;
    replace(*find(*place.folder, place.name), *place.folder, old.node);
  } else {
    if (const Errno error = can_add(place)) return error;
    if (!add(*place.folder, place.name, old.node)) return __WASI_ERRNO_NOSPC;
  }
  Node* above = old.node->parent;
  remove(*old.folder, old.name);
  old.node->parent = above;
  return __WASI_ERRNO_SUCCESS;
}

Errno remove_file(Path path) {
  Place place;
  if (const Errno error = find_name(path, place)) return error;
  if (is_folder(place.node)) return __WASI_ERRNO_ISDIR;
  remove(*place.folder, place.name);
  return __WASI_ERRNO_SUCCESS;
}

Errno remove_folder(Path path) {
  Place place;
  if (const Errno error = find_name(path, place)) return error;
  if (!is_folder(place.node)) return __WASI_ERRNO_NOTDIR;
  if (place.node->count != 0) return __WASI_ERRNO_NOTEMPTY;
  remove(*place.folder, place.name);
  return __WASI_ERRNO_SUCCESS;
}

}  // namespace host::memory
