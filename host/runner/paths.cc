// host/runner/paths.cc: paths as text; only the current folder and links are asked of the system.

#include "paths.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <vector>

namespace runner {

bool is_folder(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

bool is_file(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

bool is_link(const std::string& path) {
  struct stat status;
  return lstat(path.c_str(), &status) == 0 && S_ISLNK(status.st_mode);
}

std::string real_path(const std::string& path) {
  char* found = realpath(path.c_str(), nullptr);
  std::string result = found != nullptr ? found : "";
  std::free(found);
  return result;
}

std::string normal_path(std::string_view path) {
  const bool rooted = path.starts_with('/');
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path = slash == path.npos ? "" : path.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    if (part != ".." || (!rooted && (parts.empty() || parts.back() == ".."))) {
      parts.push_back(part);
    } else if (!parts.empty()) {
      parts.pop_back();
    }
  }
  std::string result;
  for (const std::string_view part : parts) {
    if (rooted || !result.empty()) result += '/';
    result += part;
  }
  return !result.empty() ? result : rooted ? "/" : ".";
}

std::string absolute_path(std::string_view path) {
  if (path.starts_with('/')) return normal_path(path);
  char* here = getcwd(nullptr, 0);
  std::string result = here != nullptr ? here : "/";
  std::free(here);
  return normal_path(result.append("/").append(path));
}

std::string_view folder_of(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == path.npos ? "" : path.substr(0, slash == 0 ? 1 : slash);
}

bool leads_outside(std::string_view path) {
  const std::string normal = normal_path(path);
  return normal == ".." || normal.starts_with("../");
}

std::string guest_path(std::string_view path) {
  if (path.starts_with('/') || leads_outside(path)) return absolute_path(path);
  return normal_path(std::string("/").append(path));
}

}  // namespace runner
