// host/runner/mounts.cc: each folder is opened once, and every decision about it is made by that
// descriptor. If the text that names it could mean two folders, it is refused.

#include "mounts.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "forbidden.h"
#include "paths.h"
#include "protected.h"

namespace runner {
namespace {

constexpr size_t kOwnMounts = 2;  // the folder of the script or module, and --packages
constexpr char kPackages[] = "/python.wasm/packages";  // embedded/importer.py looks there

/// One value of --dir, as text.
struct Wish {
  std::string host;
  std::string guest;
  bool writable = false;
};

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

bool is_folder(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

/// Another folder that `value` could name, if its "::" or ":rw" is part of a name; or "".
std::string other_meaning(const std::string& value, const Wish& wish) {
  std::vector<std::string> hosts = {value};
  if (wish.writable) hosts.push_back(value.substr(0, value.size() - 3));
  for (size_t at = value.find("::"); at != value.npos; at = value.find("::", at + 1))
    hosts.push_back(value.substr(0, at));
  for (const std::string& host : hosts)
    if (host != wish.host && is_folder(host)) return host;
  return "";
}

/// Reads HOST[::GUEST][:rw].
bool read_wish(const std::string& value, Wish& out, std::string& problem) {
  out.writable = value.ends_with(":rw");
  const std::string text = out.writable ? value.substr(0, value.size() - 3) : value;
  const size_t colons = text.find("::");
  out.host = text.substr(0, colons);
  problem = "there is no folder " + quoted(out.host);
  if (!is_folder(out.host)) return false;
  const std::string other = other_meaning(value, out);
  problem = quoted(value) + " can mean the folder " + quoted(out.host) + " or the folder " +
            quoted(other);
  if (!other.empty()) return false;
  if (colons == text.npos) {
    out.guest = guest_path(out.host);
    return true;
  }
  const std::string guest = text.substr(colons + 2);
  out.guest = normal_path("/" + guest);
  problem = quoted(value) + " has no name for the script to see the folder by";
  if (guest.empty()) return false;
  problem = quoted(guest) + " cannot be a folder's name for the script, because of its \"..\"";
  return !goes_up(guest);
}

/// Whether `host` means one folder. With ".." behind a link, the system goes up from the target of
/// the link; a reader of the text goes up from the folder that contains the link.
bool means_one(const std::string& host, const Mount& mount, std::string& problem) {
  if (!goes_up(host)) return true;
  struct stat status;
  const std::string read = absolute_path(host);
  problem = quoted(host) + " leads through a link: it can mean " + quoted(real_path(host)) +
            " or " + quoted(read);
  return stat(read.c_str(), &status) == 0 && status.st_dev == mount.device &&
         status.st_ino == mount.inode;
}

/// Opens the folder `host` as a mount whose `guest` and `writable` are set.
bool open_folder(const std::string& host, Mount& out, std::string& problem) {
  out.folder = Handle(open(host.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  struct stat status;
  problem = "there is no folder " + quoted(host);
  if (!out.folder || fstat(out.folder.get(), &status) != 0) return false;
  out.device = status.st_dev;
  out.inode = status.st_ino;
  if (!means_one(host, out, problem)) return false;
  problem = quoted(host) + " is a folder of the system's, which no script may see";
  if (forbidden(out.folder.get(), status)) return false;
  if (!out.writable) return true;
  const std::string exposed = exposed_by(out);
  problem = quoted(host) + " cannot be writable, because a script could then change " + exposed;
  return exposed.empty();
}

/// The mount that the guest sees as `guest`; the end if there is none.
std::vector<Mount>::iterator find(std::vector<Mount>& mounts, const std::string& guest) {
  return std::find_if(mounts.begin(), mounts.end(),
                      [&](const Mount& mount) { return mount.guest == guest; });
}

/// Adds a mount. False if the guest already sees another one by that name.
bool add(Mount mount, std::vector<Mount>& out, std::string& problem) {
  problem = "two folders would be " + quoted(mount.guest) + " for the script";
  if (find(out, mount.guest) != out.end()) return false;
  out.push_back(std::move(mount));
  return true;
}

/// Opens the folder of one --dir.
bool open_wish(const std::string& value, std::vector<Mount>& out, std::string& problem) {
  Wish wish;
  if (!read_wish(value, wish, problem)) return false;
  Mount mount = {Handle(), 0, 0, std::move(wish.guest), wish.writable};
  return open_folder(wish.host, mount, problem) && add(std::move(mount), out, problem);
}

/// Whether the guest can open the script: it is not a link, or a link that stays within the folder.
/// The folder of the target is not given to the guest, as the user did not name it.
bool stays_inside(int folder, const std::string& script, std::string& problem) {
  const size_t slash = script.rfind('/');
  const std::string name = slash == script.npos ? script : script.substr(slash + 1);
  struct stat status;
  if (fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return true;
  if (!S_ISLNK(status.st_mode)) return true;
  open_how how = {};
  how.flags = O_PATH | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  const Handle target(syscall(SYS_openat2, folder, name.c_str(), &how, sizeof how));
  const bool leads_out = !target && (errno == EXDEV || errno == ELOOP);
  const std::string end = real_path(script);
  problem = "the script " + quoted(script) +
            (end.empty() ? " is a link that leads to no file"
                         : " is a link to " + quoted(end) +
                               ", outside of its folder: name that file instead");
  return !leads_out;
}

/// Opens the folder of the script, or the script itself if it is a folder. If it does not exist,
/// Python reports that.
bool open_script(const std::string& script, std::vector<Mount>& out, std::string& problem) {
  const bool is_one = is_folder(script);
  std::string host(is_one ? std::string_view(script) : folder_of(script));
  if (host.empty()) host = ".";
  if (!is_folder(host)) return true;
  Mount mount = {Handle(), 0, 0, guest_path(host), false};
  if (!open_folder(host, mount, problem)) return false;
  if (!is_one && !stays_inside(mount.folder.get(), script, problem)) return false;
  const auto given = find(out, mount.guest);
  if (given == out.end()) {
    out.push_back(std::move(mount));
    return true;
  }
  problem = "another folder would be " + quoted(mount.guest) + " for the script than its own";
  return given->device == mount.device && given->inode == mount.inode;
}

/// Opens the current folder if it contains the module: `python -m` looks there first.
bool open_module(const std::string& module, std::vector<Mount>& out, std::string& problem) {
  const std::string top = module.substr(0, module.find('.'));
  struct stat status;
  if (top.empty() || top.find('/') != top.npos || find(out, "/") != out.end()) return true;
  const bool is_file = stat((top + ".py").c_str(), &status) == 0 && S_ISREG(status.st_mode);
  if (!is_file && !is_folder(top)) return true;
  Mount mount = {Handle(), 0, 0, "/", false};
  if (!open_folder(".", mount, problem)) return false;
  out.push_back(std::move(mount));
  return true;
}

bool open_packages(const std::string& host, std::vector<Mount>& out, std::string& problem) {
  Mount mount = {Handle(), 0, 0, kPackages, false};
  return open_folder(host, mount, problem) && add(std::move(mount), out, problem);
}

}  // namespace

bool open_mounts(const Job& job, std::vector<Mount>& out, std::string& problem) {
  std::string why;
  for (const std::string& value : job.folders) {
    problem =
        "--dir: at most " + std::to_string(kMostMounts - kOwnMounts) + " folders can be given";
    if (out.size() + kOwnMounts >= kMostMounts) return false;
    if (open_wish(value, out, why)) continue;
    problem = "--dir: " + why;
    return false;
  }
  if (!job.packages.empty() && !open_packages(job.packages, out, why)) {
    problem = "--packages: " + why;
    return false;
  }
  const bool found = job.script.empty() ? open_module(job.module, out, problem)
                                        : open_script(job.script, out, problem);
  const auto writable = [](const Mount& mount) { return mount.writable; };
  if (std::any_of(out.begin(), out.end(), writable)) add_protected(out);
  return found;
}

}  // namespace runner
