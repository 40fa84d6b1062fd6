// host/runner/paths.h: paths of this machine, and where the guest sees them.

#pragma once

#include <string>
#include <string_view>

namespace runner {

bool is_folder(const std::string& path);
bool is_file(const std::string& path);
bool is_link(const std::string& path);

/// The path with links followed; empty where it leads nowhere.
std::string real_path(const std::string& path);

/// Without "." and doubled slashes, ".." taken together with what it leaves; "." for nothing.
std::string normal_path(std::string_view path);

std::string absolute_path(std::string_view path);

/// What comes before the last slash.
std::string_view folder_of(std::string_view path);

/// Whether a relative path leaves the current folder.
bool leads_outside(std::string_view path);

/// Where a path of this machine is for the guest, whose current folder is `/`: a relative one is
/// at that path below it.
std::string guest_path(std::string_view path);

}  // namespace runner
