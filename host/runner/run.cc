// host/runner/run.cc: the threads of a run, its sandbox and its exit status.
//
// Everything that can block or take long (the cache, compiling, folders, the guest itself) happens
// in a second thread, whose stack is large enough for the recursion of CPython. The first thread
// only waits, so that it can always handle the signal of the timeout.

#include "run.h"

#include <pthread.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "crash.h"
#include "engine.h"
#include "mounts.h"
#include "packaging.h"
#include "program_files.h"
#include "repeat.h"
#include "sandbox.h"
#include "second_wall.h"
#include "start.h"
#include "timeout.h"

namespace runner {
namespace {

constexpr size_t kThreadStack = kWasmStack + (4 << 20);
// For the guest, its folders, the streams, the compiled module and the files of `--repeat`.
constexpr unsigned kDescriptors = wasi::kMostOpenAtOnce + 2 * kMostMounts + 16;

struct Work {
  const Job& job;
  SecondWall wall;
};

/// Ends the process at once. The system frees its memory; the destructors of wasmtime are not
/// waited for.
[[noreturn]] void end(int status) {
  std::fflush(stdout);
  _exit(status);
}

int run_once(const Sandbox& sandbox) {
  Instance instance;
  const int status = sandbox.run(instance);
  instance.forget();
  return status;
}

/// The guest's thread.
void* work(void* argument) {
  auto& [job, wall] = *static_cast<Work*>(argument);
  leave_timeout_to_others();
  std::string problem;
  Sandbox sandbox{job};
  if (!open_mounts(job, sandbox.mounts, problem)) {
    std::fprintf(stderr, "error: %s; %s --help lists the options\n", problem.c_str(), kCommand);
    end(kWrongOptions);
  }
  watch_for_crashes();
  if (!load_program(program_files(job.pydantic, job.snapshot), sandbox.program, problem)) {
    std::fprintf(stderr, "error: %s\n", problem.c_str());
    end(kFailed);
  }
  sandbox.ready = prepare(sandbox.program, problem);
  if (sandbox.ready == nullptr) end(cannot_start(problem));
  std::optional<Repeat> repeat;
  if (job.repeat != 0) repeat.emplace();
  std::vector<Reach> folders;
  for (const Mount& mount : sandbox.mounts)
    if (!mount.guest.empty()) folders.push_back({mount.folder.get(), mount.writable});
  if (!wall.put_up(folders, kDescriptors, problem)) end(cannot_start(problem));
  end(repeat ? repeat->run(sandbox) : run_once(sandbox));
}

}  // namespace

void run(const Job& job) {
  std::string problem;
  if (!has_addresses(problem)) end(cannot_start(problem));
  Work given{job, {}};
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kThreadStack);
  if (job.timeout != 0) arm_timeout(job.timeout);
  if (const int error = pthread_create(&thread, &attributes, work, &given))
    end(cannot_start(std::strerror(error)));
  given.wall.wait();
  pthread_join(thread, nullptr);  // does not return: the other thread ends the process
  end(kFailed);
}

}  // namespace runner
