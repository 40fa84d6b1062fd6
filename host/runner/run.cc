// host/runner/run.cc: the sandbox of a run, its limits and its exit status.
//
// The program runs in a thread of its own, whose stack is big enough for CPython's recursion. At
// the timeout a signal ends the whole process: this needs no checks in the compiled code (epochs
// cost a tight loop a quarter of its speed), and stops a program that sleeps or waits for input as
// well.

#include "run.h"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
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

/// What the program's exit call leaves behind: it comes back as a trap.
struct Ended {
  bool by_itself = false;
  int status = 0;
};

/// wasmtime's own exit call refuses a status above 125, such as the 130 of a KeyboardInterrupt.
wasm_trap_t* exit_call(void*, wasmtime_caller_t* caller, wasmtime_val_raw_t* values, size_t) {
  auto* ended = static_cast<Ended*>(wasmtime_context_get_data(wasmtime_caller_context(caller)));
  *ended = {true, values[0].i32 & 0xff};
  constexpr std::string_view message = "exit";
  return wasmtime_trap_new(message.data(), message.size());
}

/// The program with its imports, ready to be started; nullptr with a sentence.
wasmtime_instance_pre_t* prepare(wasm_engine_t* engine, wasmtime_module_t* module,
                                 std::string& problem) {
  wasmtime_linker_t* linker = wasmtime_linker_new(engine);
  wasmtime_error_t* error = wasmtime_linker_define_wasi(linker);
  if (error == nullptr) {
    wasmtime_linker_allow_shadowing(linker, true);
    constexpr uint8_t i32 = 0;
    wasm_valtype_t* takes[] = {wasm_valtype_new(i32)};
    wasm_valtype_vec_t parameters;
    wasm_valtype_vec_t results;
    wasm_valtype_vec_new(&parameters, 1, takes);
    wasm_valtype_vec_new_empty(&results);
    wasm_functype_t* type = wasm_functype_new(&parameters, &results);
    constexpr std::string_view wasi = "wasi_snapshot_preview1";
    constexpr std::string_view name = "proc_exit";
    error = wasmtime_linker_define_func_unchecked(linker, wasi.data(), wasi.size(), name.data(),
                                                  name.size(), type, exit_call, nullptr, nullptr);
    wasm_functype_delete(type);
  }
  wasmtime_instance_pre_t* ready = nullptr;
  if (error == nullptr) error = wasmtime_linker_instantiate_pre(linker, module, &ready);
  if (error != nullptr) problem = sentence(error);
  return ready;
}

/// The sandbox's files, environment and streams; nullptr with a sentence.
wasi_config_t* sandbox(const Job& job, std::string& problem) {
  wasi_config_t* wasi = wasi_config_new();
  std::vector<const char*> arguments{"python"};
  for (const std::string& argument : job.arguments) arguments.push_back(argument.c_str());
  std::vector<const char*> names;
  std::vector<const char*> values;
  for (const auto& [name, value] : job.environment) {
    names.push_back(name.c_str());
    values.push_back(value.c_str());
  }
  bool done = wasi_config_set_argv(wasi, arguments.size(), arguments.data()) &&
              wasi_config_set_env(wasi, names.size(), names.data(), values.data());
  if (!done) problem = "its arguments are not accepted";
  wasi_config_inherit_stdin(wasi);
  wasi_config_inherit_stdout(wasi);
  wasi_config_inherit_stderr(wasi);
  const auto open = [&](const Folder& folder) {
    if (!done) return;
    done =
        wasi_config_preopen_dir(wasi, folder.host.c_str(), folder.guest.c_str(), folder.writable);
    if (!done) problem = "the folder " + folder.host + " cannot be opened";
  };
  const auto is_root = [](const Folder& folder) { return folder.guest == "/"; };
  if (std::none_of(job.folders.begin(), job.folders.end(), is_root)) {
    // An empty one: a path that leads nowhere is then "not found", where without any root it would
    // be "not capable".
    if (std::string root = cache_folder("sandbox/root"); !root.empty())
      open({std::move(root), "/", false});
  }
  for (const Folder& folder : job.folders) open(folder);
  if (done) return wasi;
  wasi_config_delete(wasi);
  return nullptr;
}

int run_once(wasm_engine_t* engine, const wasmtime_instance_pre_t* ready, const Job& job) {
  constexpr char cannot[] = "python.wasm cannot start";
  std::string problem;
  wasi_config_t* wasi = sandbox(job, problem);
  if (wasi == nullptr) return fail(cannot, problem, kFailed);
  Ended ended;
  wasmtime_store_t* store = wasmtime_store_new(engine, &ended, nullptr);
  wasmtime_context_t* context = wasmtime_store_context(store);
  constexpr int64_t any = -1;
  if (job.memory != 0)
    wasmtime_store_limiter(store, static_cast<int64_t>(job.memory), any, any, any, any);

  wasmtime_instance_t instance;
  wasm_trap_t* trap = nullptr;
  wasmtime_error_t* error = wasmtime_context_set_wasi(context, wasi);
  if (error == nullptr) error = wasmtime_instance_pre_instantiate(ready, context, &instance, &trap);
  int status = 0;
  if (error != nullptr || trap != nullptr) {
    status = fail(cannot, error != nullptr ? sentence(error) : sentence(trap), kFailed);
  } else {
    wasmtime_extern_t start;
    constexpr std::string_view name = "_start";
    if (!wasmtime_instance_export_get(context, &instance, name.data(), name.size(), &start) ||
        start.kind != 0) {
      status = fail(cannot, "it has no _start", kFailed);
    } else {
      error = wasmtime_func_call_unchecked(context, &start.of.func, nullptr, 0, &trap);
      if (ended.by_itself) {
        status = ended.status;
        if (error != nullptr) wasmtime_error_delete(error);
        if (trap != nullptr) wasm_trap_delete(trap);
      } else if (error != nullptr || trap != nullptr) {
        status = fail("the program crashed", error != nullptr ? sentence(error) : sentence(trap),
                      kTrapped);
      }
    }
  }
  // A process that ends leaves this to the system.
  if (job.repeat != 0) wasmtime_store_delete(store);
  return status;
}

long peak_memory() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;  // kilobytes
}

/// Runs it again and again, up to a run that fails, and shows what a run takes.
int run_many(wasm_engine_t* engine, const wasmtime_instance_pre_t* ready, const Job& job) {
  std::vector<double> times;
  long early = 0;
  int status = 0;
  while (times.size() < job.repeat && status == 0) {
    const auto begin = std::chrono::steady_clock::now();
    status = run_once(engine, ready, job);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    times.push_back(took.count());
    if (times.size() == std::max<uint64_t>(1, job.repeat / 10)) early = peak_memory();
  }
  std::sort(times.begin(), times.end());
  std::fprintf(
      stderr,
      "%zu runs: median %.2f ms, least %.2f ms, longest %.2f ms; peak memory %.1f MB after a "
      "tenth of them, %.1f MB after all\n",
      times.size(), times[times.size() / 2], times.front(), times.back(), early / 1024.0,
      peak_memory() / 1024.0);
  return status;
}

struct Work {
  wasm_engine_t* engine;
  wasmtime_module_t* module;
  const Job& job;
  int status;
};

void* work(void* argument) {
  auto& work = *static_cast<Work*>(argument);
  std::string problem;
  wasmtime_instance_pre_t* ready = prepare(work.engine, work.module, problem);
  if (ready == nullptr) {
    work.status = fail("python.wasm cannot start", problem, kFailed);
  } else {
    if (work.job.timeout != 0) watch(work.job.timeout);
    work.status = (work.job.repeat != 0 ? run_many : run_once)(work.engine, ready, work.job);
  }
  return nullptr;
}

}  // namespace

int run(wasm_engine_t* engine, wasmtime_module_t* module, const Job& job) {
  Work given{engine, module, job, 0};
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kThreadStack);
  if (const int error = pthread_create(&thread, &attributes, work, &given))
    return fail("python.wasm cannot start", std::strerror(error), kFailed);
  pthread_join(thread, nullptr);
  return given.status;
}

}  // namespace runner
