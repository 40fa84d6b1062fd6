// host/libc/memory/path_calls.cc: the libc's calls on paths; file_calls.cc has those on open files.

#include <string_view>

#include "libc/memory/folders.h"
#include "libc/memory/node.h"
#include "libc/memory/open_files.h"
#include "libc/memory/paths.h"
#include "libc/memory/runtime.h"

namespace {

using namespace host::memory;

std::string_view text(int32_t at, int32_t size) {
  return {at_address<const char>(at), static_cast<size_t>(size)};
}

/// Whether the folder of that number is in memory, and the path from it. `/dev/null` below a folder
/// of the runtime becomes a path from our `/dev`.
struct Start {
  Start(int32_t folder, int32_t at, int32_t size) : path{own_folder(folder), text(at, size)} {
    if (path.from != nullptr) return;
    if (const OpenFile* open = find_open(folder)) {
      path.from = open->node;
    } else if (null_below(folder, path.text)) {
      path = {own_folder(kDev), "null"};
    }
  }
  explicit operator bool() const { return path.from != nullptr; }

  Path path;
};

bool follows(int32_t links) { return (links & __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW) != 0; }

Errno open_at(Path path, bool follow, uint32_t how, int64_t rights, uint16_t flags, int32_t& fd) {
  OpenFile file{.node = nullptr, .flags = flags};
  // The libc asks for no more rights than the folder has. A host without rights, as in a browser,
  // gives its folders none; then all are assumed.
  const bool none = (rights & (__WASI_RIGHTS_FD_READ | __WASI_RIGHTS_FD_WRITE)) == 0;
  const bool writes = none || (rights & __WASI_RIGHTS_FD_WRITE) != 0;
  file.reads = none || (rights & __WASI_RIGHTS_FD_READ) != 0;
  file.writes = writes && !(how & __WASI_OFLAGS_DIRECTORY);
  const Errno error = open(path, follow, how, file.writes, file.node);
  return error != 0 ? error : open_file(file, fd);
}

/// Names and hard links cannot refer from a disk to memory, or the other way.
constexpr int32_t kElsewhere = __WASI_ERRNO_XDEV;

}  // namespace

// `ours` is done if the path starts in memory.
#define PATH_CALL(name, parameters, arguments, ours) \
  OUR_CALL(name, parameters) {                       \
    const Start start(folder, path, size);           \
    if (!start) return runtime_##name arguments;     \
    ours                                             \
  }

// A call on two paths, which must both be in memory or both on a disk.
#define TWO_PATHS_CALL(name, parameters, arguments, ours) \
  OUR_CALL(name, parameters) {                            \
    const Start start(folder, path, size);                \
    const Start end(new_folder, new_path, new_size);      \
    if (!start && !end) return runtime_##name arguments;  \
    if (!start || !end) return kElsewhere;                \
    ours                                                  \
  }

PATH_CALL(path_open,
          (I32 folder, I32 links, I32 path, I32 size, I32 how, I64 rights, I64 inherited, I32 flags,
           I32 out),
          (folder, links, path, size, how, rights, inherited, flags, out), {
            return open_at(start.path, follows(links), static_cast<uint32_t>(how), rights,
                           static_cast<uint16_t>(flags), *at_address<int32_t>(out));
          })
PATH_CALL(path_filestat_get, (I32 folder, I32 links, I32 path, I32 size, I32 out),
          (folder, links, path, size, out), {
            Node* node;
            if (const auto error = look_up(start.path, follows(links), node)) return error;
            *at_address<__wasi_filestat_t>(out) = describe(*node);
            return 0;
          })
PATH_CALL(path_filestat_set_times,
          (I32 folder, I32 links, I32 path, I32 size, I64 read, I64 written, I32 which),
          (folder, links, path, size, read, written, which), {
            Node* node;
            if (const auto error = look_up(start.path, follows(links), node)) return error;
            set_times(*node, read, written, which);
            return 0;
          })
PATH_CALL(path_create_directory, (I32 folder, I32 path, I32 size), (folder, path, size),
          { return make_folder(start.path); })
PATH_CALL(path_remove_directory, (I32 folder, I32 path, I32 size), (folder, path, size),
          { return remove_folder(start.path); })
PATH_CALL(path_unlink_file, (I32 folder, I32 path, I32 size), (folder, path, size),
          { return remove_file(start.path); })
PATH_CALL(path_readlink, (I32 folder, I32 path, I32 size, I32 to, I32 room, I32 out),
          (folder, path, size, to, room, out), {
            Node* node;
            if (const auto error = look_up(start.path, false, node)) return error;
            if (node->type != __WASI_FILETYPE_SYMBOLIC_LINK) return __WASI_ERRNO_INVAL;
            const std::string_view target(node->target.data(), node->target.size());
            *at_address<uint32_t>(out) = target.copy(at_address<char>(to), room);
            return 0;
          })

OUR_CALL(path_symlink, (I32 target, I32 length, I32 folder, I32 path, I32 size)) {
  const Start start(folder, path, size);
  if (!start) return runtime_path_symlink(target, length, folder, path, size);
  return make_link(text(target, length), start.path);
}

TWO_PATHS_CALL(path_link,
               (I32 folder, I32 links, I32 path, I32 size, I32 new_folder, I32 new_path,
                I32 new_size),
               (folder, links, path, size, new_folder, new_path, new_size),
               { return give_name(start.path, follows(links), end.path); })
TWO_PATHS_CALL(path_rename,
               (I32 folder, I32 path, I32 size, I32 new_folder, I32 new_path, I32 new_size),
               (folder, path, size, new_folder, new_path, new_size),
               { return rename(start.path, end.path); })
