// host/libc/waits.cc: condition variables where there is one thread. CPython's locks, queues and
// joins all wait through them.
//
// A wait without end is one that nobody can end. The libc traps there. Here such a wait is
// interrupted, as by a signal whose handler raises: CPython calls the handlers of signals whenever
// a wait is interrupted, and gives up the wait when one of them raises.
//
// A wait with a limit sleeps as long as that. The libc keeps no record of the clock that the
// limit is a moment of.

#include <Python.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

namespace host {
namespace {

// The one field that this file uses of a condition variable.
bool& is_monotonic(pthread_cond_t* condition) { return *reinterpret_cast<bool*>(condition); }

constinit bool interrupted = false;

int say_for_ever(void*) {
  interrupted = false;
  PyErr_SetString(
      PyExc_RuntimeError,
      "the program would wait for ever: there is no other thread that could end the wait");
  return -1;
}

}  // namespace
}  // namespace host

extern "C" {

int pthread_cond_init(pthread_cond_t* condition, const pthread_condattr_t* attributes) {
  clockid_t clock = CLOCK_REALTIME;
  if (attributes != nullptr) pthread_condattr_getclock(attributes, &clock);
  host::is_monotonic(condition) = clock == CLOCK_MONOTONIC;
  return 0;
}

/// Returns 0 without a reason, as waits may. Code that takes no interruption comes here again, and
/// would for ever.
int pthread_cond_wait(pthread_cond_t*, pthread_mutex_t*) {
  if (host::interrupted || Py_AddPendingCall(host::say_for_ever, nullptr) != 0)
    Py_FatalError("C code waits for a lock that no other thread can release");
  host::interrupted = true;
  return 0;
}

int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t*, const timespec* until) {
  const clockid_t clock = host::is_monotonic(condition) ? CLOCK_MONOTONIC : CLOCK_REALTIME;
  const int error = clock_nanosleep(clock, TIMER_ABSTIME, until, nullptr);
  return error == 0 ? ETIMEDOUT : error;
}

}  // extern "C"
