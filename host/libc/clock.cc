// host/libc/clock.cc: the libc functions for time and randomness. Both are constant while the
// snapshot is made, and process time starts at zero in each run.
//
// Sleeping until an absolute time is done by sleeping for a duration. Node takes every absolute
// time for one of the realtime clock, so `time.sleep` would never end. It also wakes up to a
// millisecond too early, so this sleeps again.

#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>

#include "snapshot/snapshot.h"

// The libc's own functions, under its internal names.
extern "C" int __clock_gettime(clockid_t id, timespec* out);
extern "C" int __getentropy(void* out, size_t size);

// The import from the runtime.
extern "C" int32_t runtime_poll_oneoff(int32_t in, int32_t out, int32_t count, int32_t events)
    __attribute__((import_module("wasi_snapshot_preview1"), import_name("poll_oneoff")));

namespace host {
namespace {

constinit clock_t started = 0;  // on the processor's clock
constinit clock_t started_monotonic = 0;

clock_t monotonic() {
  timespec now = {};
  __clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<clock_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

/// The processor time of this process; if the runtime does not tell it, the elapsed time.
clock_t processor() {
  __wasi_timestamp_t now;
  return __wasi_clock_time_get(__WASI_CLOCKID_PROCESS_CPUTIME_ID, 1, &now) == 0 ? now : monotonic();
}

}  // namespace

constinit bool baking = false;

void start_clock() {
  started = processor();
  started_monotonic = monotonic();
}

}  // namespace host

extern "C" {

int clock_gettime(clockid_t id, timespec* out) {
  if (!host::baking) return __clock_gettime(id, out);
  *out = {};
  return 0;
}

int gettimeofday(timeval* out, void*) {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  *out = {now.tv_sec, static_cast<suseconds_t>(now.tv_nsec / 1000)};
  return 0;
}

time_t time(time_t* out) {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out != nullptr) *out = now.tv_sec;
  return now.tv_sec;
}

clock_t __clock() { return host::baking ? 0 : host::processor() - host::started; }
clock_t clock() { return __clock(); }

/// In ticks of sysconf(_SC_CLK_TCK). The libc's own returns nanoseconds, which callers would take
/// for ticks. The result is the elapsed time since the start.
clock_t times(tms* out) {
  const clock_t tick = CLOCKS_PER_SEC / sysconf(_SC_CLK_TCK);
  if (out != nullptr)
    *out = {.tms_utime = __clock() / tick, .tms_stime = 0, .tms_cutime = 0, .tms_cstime = 0};
  return host::baking ? 0 : (host::monotonic() - host::started_monotonic) / tick;
}

/// Has the name by which the libc imports the call of the runtime, and so replaces it.
int32_t __imported_wasi_snapshot_preview1_poll_oneoff(int32_t in, int32_t out, int32_t count,
                                                      int32_t events) {
  auto* first = reinterpret_cast<const __wasi_subscription_t*>(in);
  const auto& clock = first->u.u.clock;
  if (count != 1 || first->u.tag != __WASI_EVENTTYPE_CLOCK ||
      (clock.flags & __WASI_SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME) == 0)
    return runtime_poll_oneoff(in, out, count, events);
  __wasi_subscription_t relative = *first;
  relative.u.u.clock.flags = 0;
  __wasi_timestamp_t now;
  if (const auto error = __wasi_clock_time_get(clock.id, clock.precision, &now)) return error;
  do {
    relative.u.u.clock.timeout = clock.timeout > now ? clock.timeout - now : 0;
    const auto address = static_cast<int32_t>(reinterpret_cast<uintptr_t>(&relative));
    if (const int32_t error = runtime_poll_oneoff(address, out, 1, events)) return error;
    if (const auto error = __wasi_clock_time_get(clock.id, clock.precision, &now)) return error;
  } while (now < clock.timeout);
  return 0;
}

int getentropy(void* out, size_t size) {
  if (!host::baking) return __getentropy(out, size);
  for (size_t i = 0; i < size; ++i) static_cast<unsigned char*>(out)[i] = i;
  return 0;
}

}  // extern "C"
