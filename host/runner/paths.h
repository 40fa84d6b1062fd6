// host/runner/paths.h: paths of this machine as text, and where the guest sees them.

#pragma once

#include <string>
#include <string_view>

namespace runner {

/// The path with links followed; empty where it leads nowhere.
std::string real_path(const std::string& path);

/// Where this program lies, with links followed.
std::string own_path();

std::string current_folder();

/// Without "." and doubled slashes, ".." taken together with what it leaves; "." for nothing.
std::string normal_path(std::string_view path);

std::string absolute_path(std::string_view path);

/// Removes the first name from a path, and the slashes before it. Returns that name; empty where
/// there is none left.
std::string_view take_name(std::string_view& path);

/// What comes before the last slash.
std::string_view folder_of(std::string_view path);

/// Whether one of the path's names is "..".
bool goes_up(std::string_view path);

/// Whether a relative path leaves the current folder.
bool leads_outside(std::string_view path);

/// Where a path of this machine is for the guest, whose current folder is `/`: a relative one is
/// at that path below it.
std::string guest_path(std::string_view path);

}  // namespace runner
