// host/libc/signals.cc: signals that a program sends itself, and abort(): ends of a program that
// Python does not control. Buffered output is flushed first.
//
// The emulation in the libc aborts if a signal has no handler. A trap of WebAssembly itself (an
// exhausted stack, an `unreachable`) ends the program at once; no code can flush then.

#define _WASI_EMULATED_SIGNAL  // required by signal.h
#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "program/ending.h"

namespace {

using Handler = void (*)(int);

constexpr int kSignalled = 128;  // what a shell adds to the signal that ended a program

constinit Handler handlers[_NSIG] = {};  // null: the default action

/// The default action of a signal. Returns the result of raise().
int act_by_default(int signal) {
  switch (signal) {
    case SIGCHLD:
    case SIGCONT:
    case SIGURG:
    case SIGWINCH:
      return 0;
    case SIGSTOP:
    case SIGTSTP:
    case SIGTTIN:
    case SIGTTOU:  // nothing could resume the program
      errno = ENOTSUP;
      return -1;
    default:
      host::flush_before_crash();
      _exit(kSignalled + signal);
  }
}

}  // namespace

extern "C" {

// The macros SIG_IGN and SIG_ERR are the addresses of these functions.
void __SIG_IGN(int) {}
void __SIG_ERR(int) { __builtin_trap(); }

Handler signal(int signal, Handler handler) {
  if (signal <= 0 || signal >= _NSIG || signal == SIGKILL || signal == SIGSTOP) {
    errno = EINVAL;
    return SIG_ERR;
  }
  const Handler before = handlers[signal];
  handlers[signal] = handler;
  return before;
}

int raise(int signal) {
  if (signal < 0 || signal >= _NSIG) {
    errno = EINVAL;
    return -1;
  }
  if (signal == 0) return 0;
  if (handlers[signal] == SIG_DFL) return act_by_default(signal);
  handlers[signal](signal);
  return 0;
}

/// As on other systems, a handler of SIGABRT is called first; that of faulthandler prints the
/// tracebacks.
[[noreturn]] void abort() {
  if (handlers[SIGABRT] != SIG_DFL) handlers[SIGABRT](SIGABRT);
  host::flush_before_crash();
  __builtin_trap();
}

}  // extern "C"
