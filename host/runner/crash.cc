// host/runner/crash.cc: machine code that a disk has damaged would crash every run. Such a file is
// condemned by changing its mode: only files of one mode are used (cache.h), and the next run
// replaces it. A crash may have other causes, such as a lack of memory, so the file is verified
// first: a module that came with the runner is not replaced.
//
// SIGABRT is handled too: wasmtime aborts when a memory access of the guest faults outside of every
// memory, and when an internal check fails.

#include "crash.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <initializer_list>

#include "compile.h"

namespace runner {
namespace {

std::atomic<int> blamed = -1;
static_assert(std::atomic<int>::is_always_lock_free);

void at_crash(int number, siginfo_t* info, void*) {
  const bool own = info->si_code > 0 || info->si_pid == getpid();
  if (own && blamed >= 0 && !is_whole(blamed)) condemn(blamed);
  struct sigaction action = {};
  action.sa_handler = SIG_DFL;
  sigaction(number, &action, nullptr);
  raise(number);  // takes effect when the handler returns, at the latest
}

}  // namespace

void watch_for_crashes() {
  struct sigaction action = {};
  action.sa_sigaction = at_crash;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;  // the stack of the thread may be exhausted
  for (const int number : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT})
    sigaction(number, &action, nullptr);
}

void blame(int file) { blamed = file; }

void condemn(int file) { fchmod(file, 0); }

}  // namespace runner
