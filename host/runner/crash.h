// host/runner/crash.h: what a crash of native code does to the file that the code came from.

#pragma once

namespace runner {

/// Watches for crashes from now on. To be called before the engine is made, whose handlers of the
/// same signals pass on what is no trap of a guest.
void watch_for_crashes();

/// Says which open file the code of this process is from; -1 for none. After a crash nobody uses
/// that file again.
void blame(int file);

/// Takes care that nobody uses the file again. Safe in a signal's handler, and where no path can
/// be reached any more.
void condemn(int file);

}  // namespace runner
