// host/runner/timeout.h: ends a run that takes too long.

#pragma once

namespace runner {

inline constexpr int kTimedOut = 124;  // the exit status, as that of `timeout`

/// Ends the process with status `kTimedOut` after `seconds` (above zero), with a message on stderr
/// if that can be written. Called before anything that can block, by the thread that only waits.
void arm_timeout(double seconds);

/// Blocks the signal in the calling thread, so that another thread handles it.
void leave_timeout_to_others();

}  // namespace runner
