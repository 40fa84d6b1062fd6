// host/runner/timeout.h: the end of a run whose time is over.

#pragma once

namespace runner {

inline constexpr int kTimedOut = 124;  // the exit status, as that of `timeout`

/// Ends the process with `kTimedOut` that many seconds (above zero) from now, with a sentence on
/// stderr where that can take one. To be armed before anything that can block, by the thread that
/// waits for the others.
void arm_timeout(double seconds);

/// Has another thread than the calling one handle the end.
void leave_timeout_to_others();

}  // namespace runner
