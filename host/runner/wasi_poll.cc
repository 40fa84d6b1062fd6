// host/runner/wasi_poll.cc: the one call that waits: for a time, for files, or for both. Regular
// files are always ready.

#include <poll.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <optional>

#include "wasi_calls.h"

namespace runner::wasi {
namespace {

/// When that clock shows it, on this system's monotonic clock.
Errno deadline(const Guest& guest, const Subscription& wish, uint64_t& out) {
  if (wish.clock_or_file > kMonotonic) return Errno::inval;
  const uint64_t now = nanoseconds(CLOCK_MONOTONIC);
  uint64_t from = now;
  uint64_t wait = wish.timeout;
  if (wish.flags & kAbsoluteTime) {
    const uint64_t shown =
        wish.clock_or_file == kMonotonic ? now - guest.started : nanoseconds(CLOCK_REALTIME);
    wait = wait > shown ? wait - shown : 0;
  }
  if (__builtin_add_overflow(from, wait, &out)) out = UINT64_MAX;
  return Errno::success;
}

/// Waits until one of the files is ready or the time has come.
Errno wait(std::vector<pollfd>& files, const std::optional<uint64_t>& until) {
  for (;;) {
    timespec left = {};
    if (until) {
      constexpr uint64_t second = 1'000'000'000;
      const uint64_t now = nanoseconds(CLOCK_MONOTONIC);
      const uint64_t rest = *until > now ? *until - now : 0;
      left = {static_cast<time_t>(rest / second), static_cast<long>(rest % second)};
    }
    if (ppoll(files.data(), files.size(), until ? &left : nullptr, nullptr) >= 0)
      return Errno::success;
    if (errno != EINTR) return from_system();
  }
}

}  // namespace

Errno poll_oneoff(Call& call, uint32_t at, uint32_t events_at, uint32_t count, uint32_t out) {
  if (count == 0) return Errno::inval;
  // Looked at as a whole before room is made for as many.
  if (!call.memory.bytes(at, uint64_t{count} * sizeof(Subscription)) ||
      !call.memory.bytes(events_at, uint64_t{count} * sizeof(Event)))
    return Errno::fault;
  struct Wish {
    Subscription asked;
    uint64_t deadline = UINT64_MAX;
    size_t file = 0;
    Errno error = Errno::success;
  };
  std::vector<Wish> wishes(count);
  std::vector<pollfd> files;
  std::optional<uint64_t> until;
  for (uint32_t i = 0; i < count; ++i) {
    Wish& wish = wishes[i];
    (void)call.memory.read(at + uint64_t{i} * sizeof wish.asked, wish.asked);
    if (wish.asked.kind == kEventClock) {
      wish.error = deadline(call.guest, wish.asked, wish.deadline);
    } else if (wish.asked.kind > kEventWrite) {
      return Errno::inval;
    } else if (const Descriptor* file = call.guest.find(wish.asked.clock_or_file);
               file == nullptr || file->kind == Descriptor::Kind::folder) {
      wish.error = Errno::badf;
    } else {
      wish.file = files.size();
      const short events = wish.asked.kind == kEventRead ? POLLIN : POLLOUT;
      files.push_back({file->file(), events, 0});
    }
    if (wish.error != Errno::success) wish.deadline = 0;  // is told at once
    if (wish.deadline != UINT64_MAX) until = std::min(until.value_or(UINT64_MAX), wish.deadline);
  }
  const Errno waited = wait(files, until);
  if (waited != Errno::success) return waited;

  const uint64_t now = nanoseconds(CLOCK_MONOTONIC);
  uint32_t told = 0;
  for (const Wish& wish : wishes) {
    Event event{};
    event.data = wish.asked.data;
    event.error = wish.error;
    event.kind = wish.asked.kind;
    if (wish.asked.kind == kEventClock || wish.error != Errno::success) {
      if (wish.deadline > now) continue;
    } else {
      const short ready = files[wish.file].revents;
      if (ready == 0) continue;
      if (ready & POLLNVAL) event.error = Errno::badf;
      if (ready & POLLHUP) event.flags = kHangUp;
      event.available = 1;
    }
    const Errno error = call.memory.write(events_at + uint64_t{told++} * sizeof event, event);
    if (error != Errno::success) return error;
  }
  return call.memory.write(out, told);
}

}  // namespace runner::wasi
