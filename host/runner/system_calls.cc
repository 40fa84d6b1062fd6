// host/runner/system_calls.cc: the list of system calls is short: when the filter is installed, the
// program is loaded, its folders are open and its threads run. The list has what the calls of WASI
// use (wasi_*.cc), and what memory, signals and the end of the process need.
//
// A call that is not on the list fails with ENOSYS, as on a kernel that lacks it. A C library that
// is newer than this list then falls back to an older call.

#include "system_calls.h"

#include <asm/ioctls.h>
#include <asm/unistd.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/fs.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace runner {
namespace {

#if defined(__x86_64__)
constexpr uint32_t kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr uint32_t kMachine = AUDIT_ARCH_AARCH64;
#else
constexpr uint32_t kMachine = 0;
#endif

/// Calls whose arguments do not matter: landlock decides about paths.
constexpr uint16_t kAllowed[] = {
    // files that are open
    __NR_read,
    __NR_write,
    __NR_readv,
    __NR_writev,
    __NR_pread64,
    __NR_pwrite64,
    __NR_preadv,
    __NR_pwritev,
    __NR_close,
    __NR_lseek,
    __NR_fstat,
    __NR_fstatfs,
    __NR_ftruncate,
    __NR_fsync,
    __NR_fdatasync,

    __NR_getdents64,
    // paths, each from an open folder
    __NR_openat,
    __NR_newfstatat,
    __NR_statx,
    __NR_readlinkat,
    __NR_mkdirat,
    __NR_unlinkat,
    __NR_renameat,

    __NR_linkat,
    __NR_symlinkat,
    __NR_utimensat,
    // waiting, clocks, random numbers
    __NR_ppoll,
    __NR_clock_gettime,

    __NR_gettimeofday,
    __NR_getrandom,
    __NR_sched_yield,
    __NR_restart_syscall,
    __NR_futex,
    // memory
    __NR_munmap,
    __NR_madvise,
    __NR_mremap,
    __NR_brk,
    // signals: wasmtime's traps, the timeout, abort()
    __NR_rt_sigaction,
    __NR_rt_sigprocmask,
    __NR_rt_sigreturn,
    __NR_sigaltstack,

    __NR_getpid,
    __NR_gettid,
    // the end
    __NR_exit,
    __NR_exit_group,
#ifdef __NR_poll  // the older forms that x86-64 has besides
    __NR_poll,
    __NR_stat,
    __NR_lstat,
    __NR_readlink,
#endif
};

constexpr uint32_t kTerminalSettings = 0x802c542a;  // TCGETS2, used by newer C libraries

/// A call that is allowed if one of its arguments (counted from 0) has one of these values.
struct OneOf {
  uint16_t call;
  uint8_t argument;
  std::vector<uint32_t> values;
};

/// Builds the filter, a program for the packet filter of the kernel (BPF).
class Filter {
 public:
  Filter() {
    load(offsetof(seccomp_data, arch));
    add(BPF_JMP | BPF_JEQ | BPF_K, kMachine, 1, 0);
    add(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);  // a call with the numbers of another machine
    load(offsetof(seccomp_data, nr));
  }

  void allow(uint16_t call) {
    add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1);
    add(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  }

  void allow(const OneOf& rule) {
    const auto count = static_cast<uint8_t>(rule.values.size());
    // Jumps past the load, the comparisons and both results, to the next rule.
    add(BPF_JMP | BPF_JEQ | BPF_K, rule.call, 0, count + 3);
    load_argument(rule.argument);
    for (uint8_t i = 0; i < count; ++i)
      add(BPF_JMP | BPF_JEQ | BPF_K, rule.values[i], count - i, 0);
    refuse();
    add(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  }

  /// Allows the call if none of `bits` is set in that argument.
  void allow_without(uint16_t call, uint8_t argument, uint32_t bits) {
    add(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 4);
    load_argument(argument);
    add(BPF_JMP | BPF_JSET | BPF_K, bits, 0, 1);
    refuse();
    add(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  }

  bool install() {
    refuse();
    const sock_fprog program = {static_cast<uint16_t>(code_.size()), code_.data()};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0;
  }

 private:
  void add(int code, uint32_t value, uint8_t if_true = 0, uint8_t if_false = 0) {
    code_.push_back({static_cast<uint16_t>(code), if_true, if_false, value});
  }
  void load(size_t offset) { add(BPF_LD | BPF_W | BPF_ABS, static_cast<uint32_t>(offset)); }
  /// Loads the lower half of an argument: all of these are ints and flags.
  void load_argument(uint8_t index) {
    load(offsetof(seccomp_data, args) + index * sizeof(uint64_t));
  }
  void refuse() { add(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS); }

  std::vector<sock_filter> code_;
};

}  // namespace

bool can_filter_system_calls() {
  const uint32_t action = SECCOMP_RET_ERRNO;
  return kMachine != 0 && syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

bool filter_system_calls() {
  if (kMachine == 0) return false;
  Filter filter;
  for (const uint16_t call : kAllowed) filter.allow(call);
  filter.allow_without(__NR_mmap, 2, PROT_EXEC);
  filter.allow_without(__NR_mprotect, 2, PROT_EXEC);
  std::vector<uint32_t> controls = {TCGETS, kTerminalSettings};  // isatty()
#ifdef PAGEMAP_SCAN
  controls.push_back(PAGEMAP_SCAN);  // instance.cc
#endif
  filter.allow(OneOf{__NR_ioctl, 1, controls});
  filter.allow(OneOf{__NR_fcntl, 1, {F_GETFL, F_SETFL}});
  filter.allow(OneOf{__NR_fchmod, 1, {0}});  // of compiled code that crashed (crash.cc)
  filter.allow(OneOf{__NR_tgkill, 0, {static_cast<uint32_t>(getpid())}});
  return filter.install();
}

}  // namespace runner
