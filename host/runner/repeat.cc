// host/runner/repeat.cc: between two runs, the instance is reset (instance.h) from one that never
// runs.

#include "repeat.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace runner {

Repeat::Repeat()
    : memory_in_use_(open("/proc/self/statm", O_RDONLY | O_CLOEXEC)),
      page_map_(open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC)) {}

/// Resident memory of this process in megabytes; 0 if the system does not tell. (The peak that the
/// system records is no use: it includes that of the parent process before exec.)
double Repeat::memory_now() const {
  char text[128] = {};
  if (pread(memory_in_use_.get(), text, sizeof text - 1, 0) <= 0) return 0;
  char* after_total = nullptr;
  std::strtol(text, &after_total, 10);
  const long pages = std::strtol(after_total, nullptr, 10);
  return static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

int Repeat::run(const Sandbox& sandbox) {
  std::vector<double> times;
  double early = 0;
  int status = 0;
  Instance untouched;
  Instance instance;
  std::string problem;
  if (!sandbox.make(untouched, problem)) return cannot_start(problem);
  while (times.size() < sandbox.job.repeat && status == 0) {
    const auto begin = std::chrono::steady_clock::now();
    status = sandbox.run(instance);
    if (!instance.put_back(untouched, page_map_.get())) instance.drop();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    times.push_back(took.count());
    if (times.size() == std::max<uint64_t>(1, sandbox.job.repeat / 10)) early = memory_now();
  }
  std::sort(times.begin(), times.end());
  std::fprintf(
      stderr,
      "%zu runs: median %.2f ms, least %.2f ms, longest %.2f ms; memory %.1f MB after a tenth of "
      "them, %.1f MB after all\n",
      times.size(), times[times.size() / 2], times.front(), times.back(), early, memory_now());
  return status;
}

}  // namespace runner
