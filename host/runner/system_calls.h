// host/runner/system_calls.h: Linux' seccomp, which limits the system calls that this process can
// make.

#pragma once

namespace runner {

/// Whether the kernel can filter system calls, and system_calls.cc knows those of this machine.
bool can_filter_system_calls();

/// Allows every thread of this process only the system calls that a run uses, for ever: it cannot
/// start a program or thread, open a socket, or make memory executable. All other calls fail with
/// ENOSYS. Precondition: no new privileges (`settle_process`). False if the kernel refuses.
bool filter_system_calls();

}  // namespace runner
