// host/runner/start.h: resets the process state that a parent leaves.

#pragma once

#include <string>

namespace runner {

/// Sets signals, descriptors, core dumps and privileges to the state that the runner relies on,
/// whatever the parent left. Called first in `main`, while there is one thread. Ends the process
/// with status 1 if descriptors 0 to 2 cannot be opened.
void settle_process();

/// Whether the limits of this process leave the addresses that a run reserves. False, with a
/// message in `problem`.
[[nodiscard]] bool has_addresses(std::string& problem);

}  // namespace runner
