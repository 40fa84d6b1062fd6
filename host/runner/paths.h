// host/runner/paths.h: paths of this machine as text, and the paths by which the guest sees them.

#pragma once

#include <string>
#include <string_view>

namespace runner {

/// The path with all links resolved; empty if it does not exist.
std::string real_path(const std::string& path);

/// The path of this program, with all links resolved.
std::string own_path();

std::string current_folder();

/// The path without ".", repeated slashes, and ".." with the name before it; "." if nothing is
/// left. Links are not resolved.
std::string normal_path(std::string_view path);

std::string absolute_path(std::string_view path);

/// Removes the first name from a path, and the slashes before it. Returns that name; empty where
/// there is none left.
std::string_view take_name(std::string_view& path);

/// The part before the last slash.
std::string_view folder_of(std::string_view path);

/// Whether one of the path's names is "..".
bool goes_up(std::string_view path);

/// Whether a relative path leaves the current folder.
bool leads_outside(std::string_view path);

/// The path by which the guest sees a path of this machine. A relative path stays what it is, below
/// the guest's current folder `/`, unless it leaves the current folder.
std::string guest_path(std::string_view path);

}  // namespace runner
