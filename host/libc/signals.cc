// host/libc/signals.cc: signals that a program sends itself, and abort(): the ends of a program
// that are none of Python's. What was printed before is written out.
//
// The libc's emulation aborts where a signal has no handler. A trap of WebAssembly itself (an
// exhausted stack, an `unreachable`) leaves nothing that could write.

#define _WASI_EMULATED_SIGNAL  // else signal.h refuses to be included
#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include "program/ending.h"

namespace {

using Handler = void (*)(int);

constexpr int kSignalled = 128;  // what a shell adds to the signal that ended a program

constinit Handler handlers[_NSIG] = {};  // null: what the signal does by itself

/// Without a handler. Returns what raise() does.
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
    case SIGTTOU:  // nobody could let it go on
      errno = ENOTSUP;
      return -1;
    default:
      host::flush_before_crash();
      _exit(kSignalled + signal);
  }
}

}  // namespace

extern "C" {

// What the macros SIG_IGN and SIG_ERR are the addresses of.
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

/// As on other systems, a handler of SIGABRT is
/// called first: faulthandler's shows where the program was.
[[noreturn]] void abort() {
  if (handlers[SIGABRT] != SIG_DFL) handlers[SIGABRT](SIGABRT);
  host::flush_before_crash();
  __builtin_trap();
}

}  // extern "C"
