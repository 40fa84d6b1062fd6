// host/libc/waits.cc: condition variables for a program with one thread. CPython's locks, queues
// and joins all wait by them.
//
// Nothing can end a wait without a timeout; the libc traps there. Here such a wait is interrupted,
// as if by a signal whose handler raises: CPython runs pending calls and signal handlers when a
// wait is interrupted, and gives up the wait if one raises.
//
// A wait with a timeout sleeps until then. The libc does not record the clock that the timeout
// refers to, so this file does.

#include <Python.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>

namespace host {
namespace {

// The only part of a condition variable that is used here.
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

/// Returns 0, as a spurious wakeup. Code that ignores interruptions would wait again, for ever; the
/// second wait is therefore a fatal error.
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
