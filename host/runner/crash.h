// host/runner/crash.h: after a crash of native code, its file is not used again if it is damaged.

#pragma once

namespace runner {

/// Installs the handlers of crash signals. Called before the engine is made, whose own handlers
/// pass on what is not a trap of the guest.
void watch_for_crashes();

/// Sets the open file that the code of this process comes from; -1 for none. A crash condemns it if
/// it is damaged.
void blame(int file);

/// Makes sure that no run uses the file again. Async-signal-safe; works by the descriptor alone,
/// also behind the second wall.
void condemn(int file);

}  // namespace runner
