// host/runner/wasi_process.cc: calls without a file: arguments, environment, clocks, random
// numbers, exit.

#include <sys/random.h>
#include <time.h>

#include "wasi_calls.h"

namespace runner::wasi {
namespace {

Errno sizes(const Call& call, const std::vector<std::string>& texts, uint32_t count_out,
            uint32_t size_out) {
  uint32_t size = 0;
  for (const std::string& text : texts) size += text.size() + 1;
  const Errno error = call.memory.write(count_out, static_cast<uint32_t>(texts.size()));
  return error == Errno::success ? call.memory.write(size_out, size) : error;
}

/// Writes the texts one after the other, each with a zero byte, and the address of each.
Errno write_texts(const Call& call, const std::vector<std::string>& texts, uint32_t begins_at,
                  uint32_t at) {
  for (const std::string& text : texts) {
    const Bytes to = call.memory.bytes(at, text.size() + 1);
    if (!to || call.memory.write(begins_at, at) != Errno::success) return Errno::fault;
    std::memcpy(to.data, text.c_str(), to.size);
    at += to.size;
    begins_at += sizeof at;
  }
  return Errno::success;
}

// No descriptor is a socket.
Errno no_socket(const Call& call, uint32_t fd) {
  return call.guest.find(fd) == nullptr ? Errno::badf : Errno::notsock;
}

}  // namespace

Errno args_sizes_get(Call& call, uint32_t count_out, uint32_t size_out) {
  return sizes(call, call.guest.arguments, count_out, size_out);
}
Errno args_get(Call& call, uint32_t begins_at, uint32_t at) {
  return write_texts(call, call.guest.arguments, begins_at, at);
}
Errno environ_sizes_get(Call& call, uint32_t count_out, uint32_t size_out) {
  return sizes(call, call.guest.environment, count_out, size_out);
}
Errno environ_get(Call& call, uint32_t begins_at, uint32_t at) {
  return write_texts(call, call.guest.environment, begins_at, at);
}

Errno clock_res_get(Call& call, uint32_t clock, uint32_t out) {
  if (clock > kThreadTime) return Errno::inval;
  return call.memory.write(out, uint64_t{1});
}

/// Process time is that of the one thread in which the guest runs.
Errno clock_time_get(Call& call, uint32_t clock, uint64_t, uint32_t out) {
  switch (clock) {
    case kRealtime:
      return call.memory.write(out, nanoseconds(CLOCK_REALTIME));
    case kMonotonic:
      return call.memory.write(out, nanoseconds(CLOCK_MONOTONIC) - call.guest.started);
    case kProcessTime:
    case kThreadTime:
      return call.memory.write(out, nanoseconds(CLOCK_THREAD_CPUTIME_ID) - call.guest.used_before);
    default:
      return Errno::inval;
  }
}

Errno random_get(Call& call, uint32_t at, uint32_t size) {
  const Bytes to = call.memory.bytes(at, size);
  if (!to) return Errno::fault;
  for (size_t done = 0; done < to.size;) {
    const ssize_t got = getrandom(to.data + done, to.size - done, 0);
    if (got < 0 && errno != EINTR) return from_system();
    if (got > 0) done += got;
  }
  return Errno::success;
}

/// A guest has one thread, and nothing to yield to.
Errno sched_yield(Call&) { return Errno::success; }

Errno sock_accept(Call& call, uint32_t fd, uint32_t, uint32_t) { return no_socket(call, fd); }
Errno sock_recv(Call& call, uint32_t fd, uint32_t, uint32_t, uint32_t, uint32_t, uint32_t) {
  return no_socket(call, fd);
}
Errno sock_send(Call& call, uint32_t fd, uint32_t, uint32_t, uint32_t, uint32_t) {
  return no_socket(call, fd);
}
Errno sock_shutdown(Call& call, uint32_t fd, uint32_t) { return no_socket(call, fd); }

void proc_exit(Call& call, uint32_t status) {
  call.guest.ended = true;
  call.guest.status = static_cast<int>(status & 0xff);
}

/// There are no signals.
Errno proc_raise(Call&, uint32_t) { return Errno::notsup; }

}  // namespace runner::wasi
