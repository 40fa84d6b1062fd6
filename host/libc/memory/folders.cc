// host/libc/memory/folders.cc: `/dev` and the temporary folder. Sandboxes have no `/dev/null`, on
// which `os.devnull` and much of the standard library rely, and few have a `/tmp`.
//
// The libc resolves a path by the folder with the longest matching name. So our `/tmp` would hide
// the `/tmp` in a folder `/` of the runtime. Therefore the runtime is asked first.

#include "libc/memory/folders.h"

#include <wasi/libc.h>

#include "embedded/paths.h"
#include "libc/memory/paths.h"
#include "libc/memory/runtime.h"

namespace host::memory {
namespace {

constexpr int32_t kFirstGiven = 3;  // the number of the first folder that the runtime gives

/// The folders that `tempfile` tries, in its order.
constexpr std::string_view kTemporaryPlaces[] = {"/tmp", "/var/tmp", "/usr/tmp"};

// Never destroyed: files are closed after destructors have run.
[[clang::no_destroy]] constinit Node null{
    .type = __WASI_FILETYPE_CHARACTER_DEVICE, .fixed = true, .number = 1};
[[clang::no_destroy]] constinit Node dev{
    .type = __WASI_FILETYPE_DIRECTORY, .fixed = true, .number = 2};
[[clang::no_destroy]] constinit Node temporary{
    .type = __WASI_FILETYPE_DIRECTORY, .fixed = true, .number = 3};
constinit bool has_temporary = false;

constexpr size_t kLongestName = 512;

/// The name of that folder of the runtime, without "./" before it and slashes around it. False if
/// there is no such folder. A name that is too long becomes "?", which matches nothing.
bool given_name(int32_t folder, char (&buffer)[kLongestName], std::string_view& out) {
  __wasi_prestat_t prestat;
  if (runtime_fd_prestat_get(folder, address(&prestat)) != 0) return false;
  const size_t size = prestat.u.dir.pr_name_len;
  out = "?";
  if (size > sizeof buffer) return true;
  if (runtime_fd_prestat_dir_name(folder, address(buffer), static_cast<int32_t>(size)) != 0)
    return false;
  out = {buffer, size};
  while (out.starts_with('/') || out.starts_with("./")) out.remove_prefix(1);
  while (out.ends_with('/')) out.remove_suffix(1);
  if (out == ".") out = "";
  return true;
}

bool is_root(int32_t folder) {
  char buffer[kLongestName];
  std::string_view name;
  return given_name(folder, buffer, name) && name.empty();
}

/// Whether the runtime gives a folder at that path, or one that contains it.
bool is_given(std::string_view place) {
  place.remove_prefix(1);
  char buffer[kLongestName];
  std::string_view name;
  for (int32_t fd = kFirstGiven; given_name(fd, buffer, name); ++fd) {
    if (name == place) return true;
    std::string_view below = place;
    if (!name.empty()) {
      if (!place.starts_with(name) || place[name.size()] != '/') continue;
      below.remove_prefix(name.size() + 1);
    }
    __wasi_filestat_t status;
    if (runtime_path_filestat_get(fd, __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW, address(below.data()),
                                  static_cast<int32_t>(below.size()), address(&status)) == 0)
      return true;
  }
  return false;
}

bool gives_root() {
  char buffer[kLongestName];
  std::string_view name;
  for (int32_t fd = kFirstGiven; given_name(fd, buffer, name); ++fd)
    if (name.empty()) return true;
  return false;
}

}  // namespace

Node* own_folder(int32_t fd) {
  if (fd == kTemporary && has_temporary) return &temporary;
  if (fd != kDev) return nullptr;
  if (dev.count == 0) (void)add(dev, "null", &null);  // at the first use: most runs have none
  return &dev;
}

bool null_below(int32_t folder, std::string_view path) {
  const bool named = path == "dev/null" || path == std::string_view(kExecutable).substr(1);
  return named && is_root(folder);
}

}  // namespace host::memory

namespace host {

void add_memory_folders() {
  using namespace memory;
  for (const std::string_view place : kTemporaryPlaces) {
    if (is_given(place)) continue;
    has_temporary = __wasilibc_register_preopened_fd(kTemporary, place.data()) == 0;
    temporary.read = temporary.written = temporary.changed = now();
    set_root(&temporary, place);
    break;
  }
  // If the runtime gives a folder `/`, null_below() finds `/dev/null`, and the rest of its `dev`
  // stays visible.
  if (!gives_root()) __wasilibc_register_preopened_fd(kDev, "/dev");
}

}  // namespace host
