// host/runner/start.cc: a process inherits its signal mask, ignored signals, open descriptors and
// limits. A parent that blocks SIGALRM would disable `--timeout`. If the parent has closed stdin,
// the next file that is opened would become the guest's stdin. A descriptor that it left open could
// be used by code that escapes from the guest.

#include "start.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <new>

namespace runner {
namespace {

#ifndef SYS_close_range
constexpr long SYS_close_range = 436;
#endif

constexpr rlim_t kMostInherited = 65536;

// wasmtime reserves all that 32 bits can address, and a little more around it.
constexpr size_t kReserved = size_t{4} << 30;

/// Called where an allocation fails, in place of an exception, which would end in abort().
[[noreturn]] void out_of_memory() {
  constexpr char text[] = "error: not enough memory\n";
  [[maybe_unused]] const ssize_t put = write(STDERR_FILENO, text, sizeof text - 1);
  _exit(1);
}

/// Whether the signal stays ignored: parents ignore some on purpose, such as `nohup` and a shell
/// for `&`. Python leaves them ignored as well.
bool stays_ignored(int number) {
  if (number != SIGHUP && number != SIGINT && number != SIGQUIT) return false;
  struct sigaction action;
  return sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

void reset_signals() {
  struct sigaction action = {};
  for (int number = 1; number <= SIGRTMAX; ++number) {
    // A write to a closed pipe, or beyond the limit of a file's size, is an error as in Python.
    const bool is_error = number == SIGPIPE || number == SIGXFSZ;
    action.sa_handler = is_error || stays_ignored(number) ? SIG_IGN : SIG_DFL;
    sigaction(number, &action, nullptr);  // fails for signals that cannot be changed
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
}

/// Opens /dev/null in place of a closed stdin, stdout or stderr, and closes everything else.
void reset_descriptors() {
  for (int file = STDIN_FILENO; file <= STDERR_FILENO; ++file) {
    if (fcntl(file, F_GETFD) >= 0) continue;
    if (open("/dev/null", O_RDWR) == file) continue;  // the lowest free number is this one
    std::fputs("error: /dev/null cannot be opened in place of a closed stream\n", stderr);
    std::exit(1);
  }
  if (syscall(SYS_close_range, 3U, ~0U, 0U) == 0) return;
  rlimit limit;  // a kernel before Linux 5.9
  getrlimit(RLIMIT_NOFILE, &limit);
  for (rlim_t file = 3; file < limit.rlim_cur && file < kMostInherited; ++file)
    close(static_cast<int>(file));
}

}  // namespace

void settle_process() {
  std::set_new_handler(out_of_memory);
  reset_signals();
  reset_descriptors();
  constexpr rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);  // a core dump would hold the guest's memory
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

bool has_addresses(std::string& problem) {
  constexpr int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  void* reserved = mmap(nullptr, kReserved, PROT_NONE, flags, -1, 0);
  problem =
      "not enough memory: it reserves 4.5 GB of addresses, and a limit of this process (ulimit -v) "
      "is lower";
  if (reserved == MAP_FAILED) return false;
  munmap(reserved, kReserved);
  return true;
}

}  // namespace runner
