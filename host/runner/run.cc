// host/runner/run.cc: the sandbox of a run, its limits and its exit status.
//
// The program runs in a thread of its own, whose stack is big enough for CPython's recursion. At
// the timeout a signal ends the whole process: this needs no checks in the compiled code (epochs
// cost a tight loop a quarter of its speed), and stops a program that sleeps or waits for input as
// well.

#include "run.h"

#include <pthread.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

#include "compiled.h"
#include "engine.h"
#include "instance.h"

namespace runner {
namespace {

constexpr size_t kThreadStack = kWasmStack + (4 << 20);
constexpr int kFailed = 1;
constexpr int kTimedOut = 124;
constexpr int kTrapped = 134;

/// Written by the signal handler, and so put together before.
char timeout_sentence[80];

void at_timeout(int) {
  [[maybe_unused]] const ssize_t written =
      write(STDERR_FILENO, timeout_sentence, std::strlen(timeout_sentence));
  _exit(kTimedOut);
}

void watch(double seconds) {
  std::snprintf(timeout_sentence, sizeof timeout_sentence,
                "error: stopped after %g s, the --timeout\n", seconds);
  struct sigaction action = {};
  action.sa_handler = at_timeout;
  action.sa_flags = SA_ONSTACK;  // wasm's own stack may be used up
  sigaction(SIGALRM, &action, nullptr);
  itimerval timer = {};
  timer.it_value.tv_sec = static_cast<time_t>(seconds);
  timer.it_value.tv_usec = static_cast<suseconds_t>(std::fmod(seconds, 1) * 1e6);
  if (timer.it_value.tv_sec == 0) timer.it_value.tv_usec |= 1;  // zero would mean never
  setitimer(ITIMER_REAL, &timer, nullptr);
}

int fail(const char* what, const std::string& why, int status) {
  std::fprintf(stderr, "error: %s: %s\n", what, why.c_str());
  return status;
}

/// What the job lets the guest have. False with a sentence.
bool provide(const Job& job, wasi::Guest& guest, std::string& problem) {
  guest.arguments.emplace_back("python");
  for (const std::string& argument : job.arguments) guest.arguments.push_back(argument);
  for (const auto& [name, value] : job.environment)
    guest.environment.push_back(std::string(name).append("=").append(value));
  const auto is_root = [](const Folder& folder) { return folder.guest == "/"; };
  if (std::none_of(job.folders.begin(), job.folders.end(), is_root)) {
    // An empty one: a path that leads nowhere is then "not found", where without any root it would
    // be "not capable".
    const std::string root = cache_folder("sandbox/root");
    if (!root.empty() && !guest.add_folder(root, "/", false)) {
      problem = "the folder " + root + " cannot be opened";
      return false;
    }
  }
  for (const Folder& folder : job.folders) {
    if (guest.add_folder(folder.host, folder.guest, folder.writable)) continue;
    problem = "the folder " + folder.host + " cannot be opened";
    return false;
  }
  return true;
}

/// Runs the job in an instance that is made for it, or is there and was put back.
int run_in(Instance& instance, const Program& program, const wasmtime_instance_pre_t* ready,
           const Job& job) {
  constexpr char cannot[] = "python.wasm cannot start";
  std::string problem;
  wasi::Guest guest;
  if (!provide(job, guest, problem)) return fail(cannot, problem, kFailed);
  if (!instance) {
    if (!instance.make(program, ready, job.memory, problem)) return fail(cannot, problem, kFailed);
    instance.prepare_pages(program);
  }
  const std::string crashed = instance.run(guest);
  return crashed.empty() ? guest.status : fail("the program crashed", crashed, kTrapped);
}

int run_once(const Program& program, const wasmtime_instance_pre_t* ready, const Job& job) {
  Instance instance;
  const int status = run_in(instance, program, ready, job);
  instance.forget();
  return status;
}

/// Megabytes of this process that are in memory now. (The peak that the system keeps begins with
/// that of the process which started this one.)
double memory_now() {
  long pages = 0;
  if (FILE* file = std::fopen("/proc/self/statm", "re")) {
    if (std::fscanf(file, "%*d %ld", &pages) != 1) pages = 0;
    std::fclose(file);
  }
  return static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1 << 20);
}

/// Runs it again and again, up to a run that fails, and shows what a run takes.
int run_many(const Program& program, const wasmtime_instance_pre_t* ready, const Job& job) {
  std::vector<double> times;
  double early = 0;
  int status = 0;
  Instance untouched;
  Instance instance;
  std::string problem;
  if (!untouched.make(program, ready, job.memory, problem))
    return fail("python.wasm cannot start", problem, kFailed);
  while (times.size() < job.repeat && status == 0) {
    const auto begin = std::chrono::steady_clock::now();
    status = run_in(instance, program, ready, job);
    if (!instance.put_back(untouched)) instance.drop();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    times.push_back(took.count());
    if (times.size() == std::max<uint64_t>(1, job.repeat / 10)) early = memory_now();
  }
  std::sort(times.begin(), times.end());
  std::fprintf(
      stderr,
      "%zu runs: median %.2f ms, least %.2f ms, longest %.2f ms; memory %.1f MB after a tenth of "
      "them, %.1f MB after all\n",
      times.size(), times[times.size() / 2], times.front(), times.back(), early, memory_now());
  return status;
}

struct Work {
  const Program& program;
  const Job& job;
};

/// Ends the process: without taking apart what the system takes back anyway, the stack of this
/// thread first of all, and without waiting for wasmtime's destructors.
[[noreturn]] void end(int status) {
  std::fflush(stdout);
  _exit(status);
}

void* work(void* argument) {
  const auto& [program, job] = *static_cast<Work*>(argument);
  std::string problem;
  wasmtime_instance_pre_t* ready = prepare(program, problem);
  if (ready == nullptr) end(fail("python.wasm cannot start", problem, kFailed));
  if (job.timeout != 0) watch(job.timeout);
  end((job.repeat != 0 ? run_many : run_once)(program, ready, job));
}

}  // namespace

void run(const Program& program, const Job& job) {
  Work given{program, job};
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kThreadStack);
  if (const int error = pthread_create(&thread, &attributes, work, &given))
    end(fail("python.wasm cannot start", std::strerror(error), kFailed));
  pthread_join(thread, nullptr);
}

}  // namespace runner
