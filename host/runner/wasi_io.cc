// host/runner/wasi_io.cc: reading, writing and seeking. Stdin, stdout and stderr cannot seek: a
// file behind them is shared with the process that started this one.

#include <poll.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "wasi_calls.h"

namespace runner::wasi {
namespace {

using Kind = Descriptor::Kind;

/// The guest's buffers as an array of `iovec`: the first `kMost` of them where there are more.
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

/// One of the four calls that move bytes between a file and the guest's buffers.
struct Transfer {
  bool writes;
  bool has_offset;  // the guest names the offset; else the file's own is used, and moved
  ssize_t (*make)(int file, const iovec* buffers, int count, off_t offset);
};

constexpr Transfer kRead = {false, false, [](int file, const iovec* buffers, int count, off_t) {
                              return readv(file, buffers, count);
                            }};
constexpr Transfer kWrite = {true, false, [](int file, const iovec* buffers, int count, off_t) {
                               return writev(file, buffers, count);
                             }};
constexpr Transfer kReadAtOffset = {false, true, preadv};
constexpr Transfer kWriteAtOffset = {true, true, pwritev};

/// Makes the call with the `count` buffers at `at`, and writes to `out` how many bytes were moved.
/// That may be fewer than the buffers hold, as POSIX allows: only the first `Buffers::kMost`
/// buffers are used.
Errno make(const Transfer& transfer, const Call& call, uint32_t fd, uint32_t at, uint32_t count,
           uint64_t offset, uint32_t out) {
  const Descriptor* from = call.guest.find(fd);
  if (from == nullptr) return Errno::badf;
  if (from->kind == Kind::folder) return Errno::isdir;
  const bool stream = from->kind == Kind::stream;
  if (stream && transfer.has_offset) return Errno::spipe;
  if (stream && from->writable != transfer.writes) return Errno::badf;
  Buffers buffers;
  const Errno error = buffers.read(call, at, count);
  if (error != Errno::success) return error;
  if (!call.memory.has_room<uint32_t>(out)) return Errno::fault;
  for (;;) {
    const ssize_t size =
        transfer.make(from->file(), buffers.list, buffers.count, static_cast<off_t>(offset));
    if (size >= 0) return call.memory.write(out, static_cast<uint32_t>(size));
    if (errno != EINTR && !(errno == EAGAIN && stream)) return from_system();
    // The streams are shared with other processes, which may have made them non-blocking. The
    // guest did not ask for that.
    pollfd wait{from->file(), static_cast<short>(transfer.writes ? POLLOUT : POLLIN), 0};
    if (errno == EAGAIN) poll(&wait, 1, -1);
  }
}

}  // namespace

Errno fd_read(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint32_t out) {
  return make(kRead, call, fd, at, count, 0, out);
}

Errno fd_pread(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint64_t from, uint32_t out) {
  return make(kReadAtOffset, call, fd, at, count, from, out);
}

Errno fd_write(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint32_t out) {
  return make(kWrite, call, fd, at, count, 0, out);
}

Errno fd_pwrite(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint64_t to, uint32_t out) {
  return make(kWriteAtOffset, call, fd, at, count, to, out);
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
