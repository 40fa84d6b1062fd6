// host/runner/wasi_poll.cc: poll_oneoff, the one call that waits: for a time, for streams, or for
// both. Files are always ready.
//
// The subscriptions are not copied from the guest's memory. They are read twice: to find out what
// to wait for, and to report what happened. The second time they may differ, so both readings check
// everything.

#include <poll.h>
#include <time.h>

#include <algorithm>
#include <cerrno>

#include "wasi_calls.h"

namespace runner::wasi {
namespace {

using Kind = Descriptor::Kind;

/// More than a `select` of all descriptors needs.
constexpr uint32_t kMostWishes = 4 * kMostDescriptors;
constexpr uint64_t kNever = UINT64_MAX;

/// What is known of a subscription before waiting.
struct Wish {
  Errno error = Errno::success;
  uint64_t deadline = 0;  // on the monotonic clock of the system; 0: ready, or an error
  int stream = -1;        // the stream whose state decides
};

class Poll {
 public:
  explicit Poll(const Call& call)
      : guest_(call.guest),
        now_(nanoseconds(CLOCK_MONOTONIC)),
        today_(nanoseconds(CLOCK_REALTIME)) {}

  Wish read(const Subscription& asked) const {
    Wish wish;
    if (asked.kind == kEventClock) {
      wish.error = deadline(asked, wish.deadline);
      return wish;
    }
    const Descriptor* file = guest_.find(asked.clock_or_file);
    if (file == nullptr || file->kind == Kind::folder) {
      wish.error = Errno::badf;
    } else if (file->kind == Kind::stream) {
      wish.stream = file->file();
      wish.deadline = kNever;
    }
    return wish;
  }

  void wait_for(const Subscription& asked, const Wish& wish) {
    until_ = std::min(until_, wish.deadline);
    if (wish.stream < 0) return;
    streams_[wish.stream].fd = wish.stream;
    streams_[wish.stream].events |= asked.kind == kEventRead ? POLLIN : POLLOUT;
  }

  /// Waits until a stream is ready or the earliest deadline has passed.
  Errno wait() {
    for (;;) {
      timespec left = {};
      if (until_ != kNever) {
        constexpr uint64_t second = 1'000'000'000;
        const uint64_t now = nanoseconds(CLOCK_MONOTONIC);
        const uint64_t rest = until_ > now ? until_ - now : 0;
        left = {static_cast<time_t>(rest / second), static_cast<long>(rest % second)};
      }
      const int ready = ppoll(streams_, 3, until_ != kNever ? &left : nullptr, nullptr);
      if (ready < 0 && errno != EINTR) return from_system();
      if (ready >= 0) break;
    }
    ended_ = nanoseconds(CLOCK_MONOTONIC);
    return Errno::success;
  }

  /// Whether an event is due for that subscription, which is set in `out`.
  bool tell(const Subscription& asked, const Wish& wish, Event& out) const {
    out = {};
    out.data = asked.data;
    out.error = wish.error;
    out.kind = asked.kind;
    if (wish.stream < 0) {
      if (asked.kind != kEventClock && wish.error == Errno::success) out.available = 1;
      return wish.deadline <= ended_;
    }
    const short wanted = asked.kind == kEventRead ? POLLIN : POLLOUT;
    const short ready = streams_[wish.stream].revents & (wanted | POLLERR | POLLHUP | POLLNVAL);
    if (ready & POLLNVAL) out.error = Errno::badf;
    if (ready & POLLHUP) out.flags = kHangUp;
    out.available = 1;
    return ready != 0;
  }

 private:
  Errno deadline(const Subscription& asked, uint64_t& out) const {
    if (asked.clock_or_file > kMonotonic) return Errno::inval;
    uint64_t wait = asked.timeout;
    if (asked.flags & kAbsoluteTime) {
      const bool monotonic = asked.clock_or_file == kMonotonic;
      const uint64_t shown = monotonic ? now_ - guest_.started : today_;
      wait = wait > shown ? wait - shown : 0;
    }
    // Beyond the range of the clock: never.
    if (__builtin_add_overflow(now_, wait, &out)) out = kNever;
    return Errno::success;
  }

  Guest& guest_;
  const uint64_t now_;    // when the call began
  const uint64_t today_;  // the same on the realtime clock
  uint64_t until_ = kNever;
  uint64_t ended_ = 0;
  pollfd streams_[3] = {{-1, 0, 0}, {-1, 0, 0}, {-1, 0, 0}};
};

}  // namespace

Errno poll_oneoff(Call& call, uint32_t at, uint32_t events_at, uint32_t count, uint32_t out) {
  if (count == 0 || count > kMostWishes) return Errno::inval;
  if (!call.memory.bytes(at, uint64_t{count} * sizeof(Subscription)) ||
      !call.memory.bytes(events_at, uint64_t{count} * sizeof(Event)) ||
      !call.memory.has_room<uint32_t>(out))
    return Errno::fault;
  Poll poll(call);
  Subscription asked{};
  for (uint32_t i = 0; i < count; ++i) {
    (void)call.memory.read(at + uint64_t{i} * sizeof asked, asked);
    if (asked.kind > kEventWrite) return Errno::inval;
    poll.wait_for(asked, poll.read(asked));
  }
  const Errno waited = poll.wait();
  if (waited != Errno::success) return waited;
  uint32_t told = 0;
  for (uint32_t i = 0; i < count; ++i) {
    (void)call.memory.read(at + uint64_t{i} * sizeof asked, asked);
    Event event;
    if (asked.kind > kEventWrite || !poll.tell(asked, poll.read(asked), event)) continue;
    const Errno error = call.memory.write(events_at + uint64_t{told++} * sizeof event, event);
    if (error != Errno::success) return error;
  }
  return call.memory.write(out, told);
}

}  // namespace runner::wasi
