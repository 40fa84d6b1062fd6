// host/clock.cc: the libc functions that bring time and randomness in, so that both stand still
// while the snapshot is made, and process time begins with the process that runs it.

#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>

#include "snapshot.h"

// The libc's own, under the names by which it calls them itself.
extern "C" int __clock_gettime(clockid_t id, timespec* out);
extern "C" int __getentropy(void* out, size_t size);

namespace host {
namespace {

constinit clock_t started = 0;

clock_t monotonic() {
  timespec now = {};
  __clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<clock_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

}  // namespace

constinit bool baking = false;

void start_clock() { started = monotonic(); }

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

clock_t __clock() { return host::baking ? 0 : host::monotonic() - host::started; }
clock_t clock() { return __clock(); }

int getentropy(void* out, size_t size) {
  if (!host::baking) return __getentropy(out, size);
  for (size_t i = 0; i < size; ++i) static_cast<unsigned char*>(out)[i] = i;
  return 0;
}

}  // extern "C"
