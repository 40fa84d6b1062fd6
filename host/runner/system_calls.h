// host/runner/system_calls.h: which system calls this process can still make (Linux' seccomp).

#pragma once

namespace runner {

/// Whether the kernel can filter system calls, and this file knows the machine's.
bool can_filter_system_calls();

/// Leaves every thread of this process only the system calls that a run uses, for ever: no program
/// is started, no thread, no socket, no memory becomes code. All others fail with ENOSYS. The
/// process must have given up new privileges (`settle_process`). False where the kernel refuses.
bool filter_system_calls();

}  // namespace runner
