// host/runner/start.h: the process state that a parent leaves behind, put right before all else.

#pragma once

namespace runner {

/// Gives this process the state that the runner relies on, whatever its parent left: signals,
/// descriptors, core dumps, privileges. To be called first in `main`, while there is one thread.
/// Ends the process with status 1 where descriptors 0 to 2 cannot be had.
void settle_process();

}  // namespace runner
