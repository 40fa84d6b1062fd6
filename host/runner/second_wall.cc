// host/runner/second_wall.cc: uses what the kernel has. If the kernel lacks a part, scripts run
// without that part. If it has a part but refuses it, they do not run.

#include "second_wall.h"

#include <sys/resource.h>

#include <algorithm>
#include <cerrno>

#include "system_calls.h"

namespace runner {
namespace {

void wait_for(sem_t& event) {
  while (sem_wait(&event) != 0 && errno == EINTR) {
  }
}

}  // namespace

std::string describe_second_wall() {
  const int version = landlock_version();
  std::string text("second wall: no new privileges, ");
  text += version != 0 ? "landlock " + std::to_string(version) : "no landlock on this kernel";
  text += can_filter_system_calls() ? ", seccomp" : ", no seccomp on this kernel";
  return text;
}

SecondWall::SecondWall() {
  sem_init(&ready_, 0, 0);
  sem_init(&followed_, 0, 0);
}

void SecondWall::wait() {
  wait_for(ready_);
  refused_ = rules_ && !follow_rules(rules_);
  sem_post(&followed_);
}

bool SecondWall::put_up(const std::vector<Reach>& folders, unsigned descriptors,
                        std::string& problem) {
  rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_max = std::min<rlim_t>(files.rlim_max, descriptors);
  files.rlim_cur = files.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &files) != 0) {
    problem = "the kernel refuses a limit of descriptors";
    return false;
  }
  rules_ = make_rules(folders);
  sem_post(&ready_);
  wait_for(followed_);
  if (landlock_version() != 0 && (refused_ || !follow_rules(rules_))) {
    problem = "the kernel refuses landlock's rules";
    return false;
  }
  rules_ = Handle();
  if (can_filter_system_calls() && !filter_system_calls()) {
    problem = "the kernel refuses the filter of system calls";
    return false;
  }
  return true;
}

}  // namespace runner
