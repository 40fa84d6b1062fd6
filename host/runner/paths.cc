// host/runner/paths.cc: only real_path(), own_path() and the current folder ask the file system.

#include "paths.h"

#include <sys/auxv.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace runner {

std::string real_path(const std::string& path) {
  char* found = realpath(path.c_str(), nullptr);
  std::string result = found != nullptr ? found : "";
  std::free(found);
  return result;
}

std::string own_path() {
  std::string path = real_path("/proc/self/exe");
  if (!path.empty()) return path;
  const auto* started = reinterpret_cast<const char*>(getauxval(AT_EXECFN));  // without /proc
  return started != nullptr ? real_path(started) : path;
}

std::string current_folder() {
  char* here = getcwd(nullptr, 0);
  std::string result = here != nullptr ? here : "/";
  std::free(here);
  return result;
}

std::string_view take_name(std::string_view& path) {
  path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
  const std::string_view name = path.substr(0, path.find('/'));
  path.remove_prefix(name.size());
  return name;
}

std::string normal_path(std::string_view path) {
  const bool rooted = path.starts_with('/');
  std::vector<std::string_view> parts;
  for (std::string_view part; !(part = take_name(path)).empty();) {
    if (part == ".") continue;
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
  return normal_path(current_folder().append("/").append(path));
}

std::string_view folder_of(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == path.npos ? "" : path.substr(0, slash == 0 ? 1 : slash);
}

bool goes_up(std::string_view path) {
  for (std::string_view name; !(name = take_name(path)).empty();)
    if (name == "..") return true;
  return false;
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
