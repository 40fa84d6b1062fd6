// host/runner/timeout.cc: a timer whose signal ends the process. It needs no checks in the compiled
// code (epochs would cost a tight loop a quarter of its speed), and also stops a program that
// sleeps or waits for input.
//
// Stderr may be a pipe that nobody reads, so that writing the message blocks for ever. So the timer
// fires again soon after, and the second signal ends the process without a message. Both signals
// are handled by the first thread (run.cc), which only waits. Another thread could be stuck in the
// kernel, for instance on a network file system that does not answer.

#include "timeout.h"

#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstring>

namespace runner {
namespace {

constexpr suseconds_t kPatience = 50'000;  // microseconds to write the message

/// Written by the signal handler, so it must be formatted before.
char sentence[80];

volatile sig_atomic_t time_is_over = 0;

void at_timeout(int) {
  if (time_is_over == 0) {
    time_is_over = 1;
    [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, sentence, std::strlen(sentence));
  }
  _exit(kTimedOut);
}

}  // namespace

void arm_timeout(double seconds) {
  std::snprintf(sentence, sizeof sentence, "error: stopped after %g s, the --timeout\n", seconds);
  struct sigaction action = {};
  action.sa_handler = at_timeout;
  action.sa_flags = SA_NODEFER;  // the second one comes while the first is still handled
  sigaction(SIGALRM, &action, nullptr);
  // A background job that reads from its terminal (or writes, if the terminal forbids that) would
  // be stopped, and a stopped process never handles the timer. With these signals ignored, reading
  // fails and writing succeeds.
  signal(SIGTTIN, SIG_IGN);
  signal(SIGTTOU, SIG_IGN);
  itimerval timer = {};
  timer.it_interval.tv_usec = kPatience;
  timer.it_value.tv_sec = static_cast<time_t>(seconds);
  timer.it_value.tv_usec = static_cast<suseconds_t>(std::fmod(seconds, 1) * 1e6);
  if (timer.it_value.tv_sec == 0) timer.it_value.tv_usec |= 1;  // zero would mean never
  setitimer(ITIMER_REAL, &timer, nullptr);
}

void leave_timeout_to_others() {
  sigset_t alarm;
  sigemptyset(&alarm);
  sigaddset(&alarm, SIGALRM);
  pthread_sigmask(SIG_BLOCK, &alarm, nullptr);
}

}  // namespace runner
