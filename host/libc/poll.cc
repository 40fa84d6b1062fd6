// host/libc/poll.cc: poll() in place of the libc's, which has a record for each file on the stack.
// Some 100,000 files would overflow the stack, which is a trap. Here the records are on the heap.

#include <poll.h>
#include <wasi/api.h>

#include <cerrno>
#include <cstdlib>

namespace {

/// A subscription for one file. Its event contains `place`, the index of the file.
__wasi_subscription_t wish(nfds_t place, const pollfd& file, __wasi_eventtype_t kind) {
  __wasi_subscription_t made = {};
  made.userdata = place;
  made.u.tag = kind;
  made.u.u.fd_read.file_descriptor = static_cast<__wasi_fd_t>(file.fd);  // as fd_write's
  return made;
}

short answer(const __wasi_event_t& event) {
  if (event.error == __WASI_ERRNO_BADF) return POLLNVAL;
  if (event.error == __WASI_ERRNO_PIPE) return POLLHUP;
  if (event.error != 0) return POLLERR;
  short found = event.type == __WASI_EVENTTYPE_FD_READ ? POLLIN : POLLOUT;
  if (event.fd_readwrite.flags & __WASI_EVENTRWFLAGS_FD_READWRITE_HANGUP) found |= POLLHUP;
  return found;
}

/// Waits for the subscriptions (at least one) and sets `revents`. Returns the number of files with
/// events; -1 with errno set.
int wait(const __wasi_subscription_t* wishes, __wasi_event_t* events, size_t count, pollfd* files,
         nfds_t size) {
  __wasi_size_t known = 0;
  const __wasi_errno_t error = __wasi_poll_oneoff(wishes, events, count, &known);
  if (error != 0) {
    errno = error;
    return -1;
  }
  int ready = 0;
  for (size_t i = 0; i < known; ++i) {
    if (events[i].type == __WASI_EVENTTYPE_CLOCK || events[i].userdata >= size) continue;
    pollfd& file = files[events[i].userdata];
    if (file.revents == 0) ++ready;
    file.revents |= answer(events[i]);
  }
  return ready;
}

}  // namespace

extern "C" int poll(pollfd* files, nfds_t size, int milliseconds) {
  const size_t most = 2 * static_cast<size_t>(size) + 1;
  auto* wishes =
      static_cast<__wasi_subscription_t*>(std::calloc(most, sizeof(__wasi_subscription_t)));
  auto* events = static_cast<__wasi_event_t*>(std::calloc(most, sizeof(__wasi_event_t)));
  size_t count = 0;
  int result = -1;
  errno = ENOMEM;
  if (wishes != nullptr && events != nullptr) {
    for (nfds_t i = 0; i < size; ++i) {
      files[i].revents = 0;
      if (files[i].fd < 0) continue;
      if (files[i].events & POLLIN) wishes[count++] = wish(i, files[i], __WASI_EVENTTYPE_FD_READ);
      if (files[i].events & POLLOUT) wishes[count++] = wish(i, files[i], __WASI_EVENTTYPE_FD_WRITE);
    }
    if (milliseconds >= 0) {
      __wasi_subscription_t& clock = wishes[count++];
      clock.u.tag = __WASI_EVENTTYPE_CLOCK;
      clock.u.u.clock.id = __WASI_CLOCKID_MONOTONIC;
      clock.u.u.clock.timeout = static_cast<uint64_t>(milliseconds) * 1'000'000;
    }
    errno = ENOTSUP;  // nothing to wait for, and no timeout
    if (count != 0) result = wait(wishes, events, count, files, size);
  }
  const int error = errno;
  std::free(wishes);
  std::free(events);
  errno = error;
  return result;
}
