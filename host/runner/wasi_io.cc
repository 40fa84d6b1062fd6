// host/runner/wasi_io.cc: reading, writing and the place in a file. Stdin, stdout and stderr have
// no places: a file behind them is shared with whoever started this process.

#include <poll.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "wasi_calls.h"

namespace runner::wasi {
namespace {

using Kind = Descriptor::Kind;

/// The guest's buffers, as the system takes them; `count` becomes smaller where there are many.
struct Buffers {
  static constexpr uint32_t kMost = 64;

  Errno read(const Call& call, uint32_t at, uint32_t given) {
    count = static_cast<int>(std::min(given, kMost));
    for (int i = 0; i < count; ++i) {
      Buffer buffer;
      if (!call.memory.read(at + uint64_t(i) * sizeof buffer, buffer)) return Errno::fault;
      const Bytes bytes = call.memory.bytes(buffer.at, buffer.size);
      if (!bytes) return Errno::fault;
      list[i] = {bytes.data, bytes.size};
    }
    return Errno::success;
  }

  iovec list[kMost];
  int count = 0;
};

using Transfer = ssize_t (*)(int file, const iovec* buffers, int count, off_t at);

/// Reads or writes what the guest's buffers say; fewer bytes than they hold where there are many
/// of them, as every such call may.
Errno transfer(const Call& call, uint32_t fd, bool writes, bool has_place, uint32_t at,
               uint32_t count, uint64_t where, uint32_t out, Transfer make) {
  const Descriptor* from = call.guest.find(fd);
  if (from == nullptr) return Errno::badf;
  if (from->kind == Kind::folder) return Errno::isdir;
  const bool stream = from->kind == Kind::stream;
  if (stream && has_place) return Errno::spipe;
  if (stream && from->writable != writes) return Errno::badf;
  Buffers buffers;
  const Errno error = buffers.read(call, at, count);
  if (error != Errno::success) return error;
  if (!call.memory.has_room<uint32_t>(out)) return Errno::fault;
  for (;;) {
    const ssize_t size = make(from->file(), buffers.list, buffers.count, static_cast<off_t>(where));
    if (size >= 0) return call.memory.write(out, static_cast<uint32_t>(size));
    if (errno != EINTR && !(errno == EAGAIN && stream)) return from_system();
    // Somebody else may have made this process's streams non-blocking; the guest did not ask for
    // it.
    pollfd wait{from->file(), static_cast<short>(writes ? POLLOUT : POLLIN), 0};
    if (errno == EAGAIN) poll(&wait, 1, -1);
  }
}

}  // namespace

Errno fd_read(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint32_t out) {
  return transfer(
      call, fd, false, false, at, count, 0, out,
      [](int file, const iovec* buffers, int size, off_t) { return readv(file, buffers, size); });
}

Errno fd_pread(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint64_t from, uint32_t out) {
  return transfer(call, fd, false, true, at, count, from, out, preadv);
}

Errno fd_write(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint32_t out) {
  return transfer(
      call, fd, true, false, at, count, 0, out,
      [](int file, const iovec* buffers, int size, off_t) { return writev(file, buffers, size); });
}

Errno fd_pwrite(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint64_t to, uint32_t out) {
  return transfer(call, fd, true, true, at, count, to, out, pwritev);
}

Errno fd_seek(Call& call, uint32_t fd, uint64_t by, uint32_t from, uint32_t out) {
  Errno error;
  const Descriptor* file = file_of(call, fd, error);
  if (file == nullptr) return error;
  if (from > SEEK_END) return Errno::inval;
  if (!call.memory.has_room<uint64_t>(out)) return Errno::fault;
  const off_t place = lseek(file->file(), static_cast<off_t>(by), static_cast<int>(from));
  return place < 0 ? from_system() : call.memory.write(out, static_cast<uint64_t>(place));
}

Errno fd_tell(Call& call, uint32_t fd, uint32_t out) { return fd_seek(call, fd, 0, SEEK_CUR, out); }

}  // namespace runner::wasi
