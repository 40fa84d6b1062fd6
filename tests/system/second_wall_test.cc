// tests/system/second_wall_test.cc: two threads go behind the second wall, and each tries what
// somebody who broke out of the guest would. `second_wall_test READABLE WRITABLE` ends with 0, or
// prints what was possible and ends with 1.

#include "second_wall.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

#include "start.h"

namespace {

std::string readable;
std::string writable;
int failures = 0;

void check(bool right, const char* what) {
  if (right) return;
  std::printf("%s (errno %d)\n", what, errno);
  ++failures;
}

bool opens(const std::string& path, int flags) {
  const int file = open(path.c_str(), flags, 0600);
  if (file >= 0) close(file);
  return file >= 0;
}

long none(long number) { return syscall(number, 0, 0, 0, 0, 0, 0); }

void try_files() {
  check(!opens("/etc/passwd", O_RDONLY), "a file outside was read");
  check(!opens("/proc/self/environ", O_RDONLY), "this process's environment was read");
  check(!opens("/proc/self/mem", O_RDWR), "this process's memory was opened");
  check(!opens(readable + "/../beside", O_RDONLY), "a file beside the folder was read");
  check(!opens(readable + "/new", O_WRONLY | O_CREAT), "a read-only folder was changed");
  check(!opens(readable + "/file", O_RDWR), "a file in a read-only folder was opened to change it");
  check(truncate((readable + "/file").c_str(), 0) != 0, "a read-only file was cut");
  check(unlink((readable + "/file").c_str()) != 0, "a read-only file was removed");
  check(mknod((writable + "/fifo").c_str(), S_IFIFO | 0600, 0) != 0, "a FIFO was made");
  check(mknod((writable + "/socket").c_str(), S_IFSOCK | 0600, 0) != 0, "a socket was made");
  check(chmod((writable + "/kept").c_str(), 04755) != 0, "a file was made executable by its path");

  check(opens(readable + "/file", O_RDONLY), "the readable folder cannot be read");
  check(opens(writable + "/kept", O_RDWR), "the writable folder cannot be changed");
  check(opens(writable + "/new", O_WRONLY | O_CREAT), "no file can be made");
  check(unlinkat(AT_FDCWD, (writable + "/new").c_str(), 0) == 0, "no file can be removed");
}

void try_processes() {
  char name[] = "/bin/true";
  char* const arguments[] = {name, nullptr};
  check(none(SYS_clone) < 0 && errno == ENOSYS, "a process was made");
  check(none(SYS_clone3) < 0 && errno == ENOSYS, "a process was made by clone3");
  check(execv("/bin/true", arguments) < 0 && errno == ENOSYS, "a program was started");
  check(kill(getppid(), 0) < 0 && errno == ENOSYS, "another process can be signalled");
  check(syscall(SYS_tgkill, getppid(), getppid(), 0) < 0 && errno == ENOSYS,
        "another process's thread can be signalled");
  check(ptrace(PTRACE_TRACEME, 0, 0, 0) < 0 && errno == ENOSYS, "ptrace is there");
  for (const long number : {SYS_process_vm_readv,
                            SYS_process_vm_writev,
                            SYS_bpf,
                            SYS_userfaultfd,
                            SYS_perf_event_open,
                            SYS_io_uring_setup,
                            SYS_keyctl,
                            SYS_unshare,
                            SYS_setns,
                            SYS_mount,
                            SYS_chroot,
                            SYS_memfd_create,
                            SYS_pidfd_open,
                            SYS_prctl,
                            SYS_personality,
                            SYS_setuid,
                            SYS_shmget,
                            SYS_inotify_init1,
                            SYS_mknodat,
                            SYS_name_to_handle_at,
                            SYS_open_by_handle_at,
                            SYS_execveat})
    check(none(number) < 0 && errno == ENOSYS, "a system call that no run uses is there");
}

void try_others() {
  check(socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == ENOSYS, "a socket of the network");
  check(socket(AF_UNIX, SOCK_STREAM, 0) < 0 && errno == ENOSYS, "a local socket");
  check(
      mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED,
      "memory for code was had");
  void* page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  check(page != MAP_FAILED, "no memory can be had");
  check(mprotect(page, 4096, PROT_READ | PROT_EXEC) < 0, "memory was made code");
  check(mprotect(page, 4096, PROT_READ) == 0, "memory cannot be protected");
  check(munmap(page, 4096) == 0, "memory cannot be given back");
  char letter = 'x';
  check(ioctl(0, TIOCSTI, &letter) < 0 && errno == ENOSYS, "a terminal can be typed into");
  check(fcntl(0, F_SETOWN, getpid()) < 0 && errno == ENOSYS, "signals of a file can be had");
  rlimit limit;
  check(getrlimit(RLIMIT_CORE, &limit) < 0 && errno == ENOSYS, "limits can be asked for");
  int last = 0;
  int opened[100];
  int count = 0;
  while (count < 100 && (last = open(readable.c_str(), O_RDONLY)) >= 0) opened[count++] = last;
  check(count < 50 && errno == EMFILE, "more descriptors than were given");
  while (count > 0) close(opened[--count]);
}

void* guest(void* argument) {
  auto* wall = static_cast<runner::SecondWall*>(argument);
  std::string problem;
  const int reads = open(readable.c_str(), O_PATH | O_DIRECTORY);
  const int writes = open(writable.c_str(), O_PATH | O_DIRECTORY);
  check(wall->put_up({{reads, false}, {writes, true}}, 40, problem), problem.c_str());
  try_files();
  try_processes();
  try_others();
  return nullptr;
}

}  // namespace

int main(int, char** argv) {
  runner::settle_process();
  readable = argv[1];
  writable = argv[2];
  runner::SecondWall wall;
  pthread_t thread;
  pthread_create(&thread, nullptr, guest, &wall);
  wall.wait();
  pthread_join(thread, nullptr);
  try_files();
  try_processes();
  try_others();
  return failures == 0 ? 0 : 1;
}
