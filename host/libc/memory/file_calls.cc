// host/libc/memory/file_calls.cc: the libc's calls on open files. This file and path_calls.cc
// define the names by which the libc imports calls, so that the linker takes them from here. A call
// on a file in memory, which is known by its number, is done here. Every other call is passed to
// the runtime.

#include <algorithm>
#include <cstring>

#include "libc/memory/folders.h"
#include "libc/memory/node.h"
#include "libc/memory/open_files.h"
#include "libc/memory/runtime.h"

namespace {

using namespace host::memory;

bool is_null(const OpenFile& file) { return file.node->type == __WASI_FILETYPE_CHARACTER_DEVICE; }

bool is_folder(const OpenFile& file) { return file.node->type == __WASI_FILETYPE_DIRECTORY; }

/// Reads at offset `at`, which is advanced.
int32_t read_into(const OpenFile& file, int32_t buffers, int32_t count, uint64_t& at, int32_t out) {
  if (is_folder(file)) return __WASI_ERRNO_ISDIR;
  if (!file.reads) return __WASI_ERRNO_BADF;
  uint32_t done = 0;
  for (int32_t i = 0; i < count && !is_null(file); ++i) {
    const auto& buffer = at_address<__wasi_iovec_t>(buffers)[i];
    const size_t size = read(*file.node, at, reinterpret_cast<char*>(buffer.buf), buffer.buf_len);
    at += size;
    done += size;
    if (size < buffer.buf_len) break;
  }
  *at_address<uint32_t>(out) = done;
  return 0;
}

/// Writes at offset `at`, which is advanced. Bytes for which there is no memory are not written.
int32_t write_from(const OpenFile& file, int32_t buffers, int32_t count, uint64_t& at,
                   int32_t out) {
  if (!file.writes) return __WASI_ERRNO_BADF;
  uint32_t done = 0;
  for (int32_t i = 0; i < count; ++i) {
    const auto& buffer = at_address<__wasi_ciovec_t>(buffers)[i];
    size_t size = buffer.buf_len;
    if (!is_null(file)) {
      const auto* from = reinterpret_cast<const char*>(buffer.buf);
      const Errno error = write(*file.node, at, from, buffer.buf_len, size);
      if (error != 0 && done == 0) return error;
    }
    at += size;
    done += size;
    if (size < buffer.buf_len) break;
  }
  *at_address<uint32_t>(out) = done;
  return 0;
}

int32_t seek(OpenFile& file, int64_t by, int32_t from, int32_t out) {
  if (is_folder(file)) return __WASI_ERRNO_BADF;
  const uint64_t begin = from == __WASI_WHENCE_SET   ? 0
                         : from == __WASI_WHENCE_CUR ? file.at
                                                     : file.node->size;
  int64_t place;
  if (__builtin_add_overflow(static_cast<int64_t>(begin), by, &place) || place < 0)
    return __WASI_ERRNO_INVAL;
  file.at = is_null(file) ? 0 : static_cast<uint64_t>(place);
  *at_address<uint64_t>(out) = file.at;
  return 0;
}

/// Lists the entries from place `from` on, as many as there is room for.
int32_t list(const Node& folder, char* out, uint32_t room, uint64_t from, uint32_t& used) {
  used = 0;
  for (const Entry* entry = folder.oldest; entry != nullptr; entry = entry->younger) {
    if (entry->place < from) continue;
    __wasi_dirent_t head = {};
    head.d_next = entry->place + 1;
    head.d_ino = entry->node->number;
    head.d_namlen = entry->size;
    head.d_type = entry->node->type;
    for (const auto& [bytes, size] :
         {std::pair<const void*, uint32_t>{&head, sizeof head}, {entry->text(), entry->size}}) {
      const uint32_t part = std::min(size, room - used);
      std::memcpy(out + used, bytes, part);
      used += part;
    }
    if (used == room) break;
  }
  return 0;
}

int32_t set_size_of(const OpenFile& file, uint64_t size) {
  if (is_folder(file) || is_null(file) || !file.writes) return __WASI_ERRNO_INVAL;
  return set_size(*file.node, size);
}

}  // namespace

THROUGH_US(fd_close, (I32 fd), (fd), {
  close_file(fd);
  return 0;
})

// The part of the libc that is written in Zig has other names for imports.
extern "C" int32_t zig_fd_close(int32_t fd) __asm__("fd_close|wasi_snapshot_preview1");
extern "C" int32_t zig_fd_close(int32_t fd) {
  return __imported_wasi_snapshot_preview1_fd_close(fd);
}

THROUGH_US(fd_read, (I32 fd, I32 buffers, I32 count, I32 out), (fd, buffers, count, out),
           { return read_into(*file, buffers, count, file->at, out); })
THROUGH_US(fd_pread, (I32 fd, I32 buffers, I32 count, I64 where, I32 out),
           (fd, buffers, count, where, out), {
             auto at = static_cast<uint64_t>(where);
             return read_into(*file, buffers, count, at, out);
           })
THROUGH_US(fd_write, (I32 fd, I32 buffers, I32 count, I32 out), (fd, buffers, count, out), {
  if (file->flags & __WASI_FDFLAGS_APPEND) file->at = file->node->size;
  return write_from(*file, buffers, count, file->at, out);
})
THROUGH_US(fd_pwrite, (I32 fd, I32 buffers, I32 count, I64 where, I32 out),
           (fd, buffers, count, where, out), {
             auto at = static_cast<uint64_t>(where);
             return write_from(*file, buffers, count, at, out);
           })
THROUGH_US(fd_seek, (I32 fd, I64 by, I32 from, I32 out), (fd, by, from, out),
           { return seek(*file, by, from, out); })
THROUGH_US(fd_tell, (I32 fd, I32 out), (fd, out), {
  *at_address<uint64_t>(out) = file->at;
  return 0;
})
THROUGH_US(fd_filestat_get, (I32 fd, I32 out), (fd, out), {
  *at_address<__wasi_filestat_t>(out) = describe(*file->node);
  return 0;
})
THROUGH_US(fd_filestat_set_size, (I32 fd, I64 size), (fd, size),
           { return set_size_of(*file, static_cast<uint64_t>(size)); })
THROUGH_US(fd_filestat_set_times, (I32 fd, I64 read, I64 written, I32 which),
           (fd, read, written, which), {
             set_times(*file->node, read, written, which);
             return 0;
           })
THROUGH_US(fd_fdstat_set_flags, (I32 fd, I32 flags), (fd, flags), {
  file->flags = static_cast<uint16_t>(flags);
  return 0;
})
THROUGH_US(fd_advise, (I32 fd, I64 where, I64 size, I32 how), (fd, where, size, how), { return 0; })
THROUGH_US(fd_allocate, (I32 fd, I64 where, I64 size), (fd, where, size), {
  const uint64_t end = static_cast<uint64_t>(where) + static_cast<uint64_t>(size);
  return end > file->node->size ? set_size_of(*file, end) : 0;
})
THROUGH_US(fd_datasync, (I32 fd), (fd), { return is_null(*file) ? __WASI_ERRNO_INVAL : 0; })
THROUGH_US(fd_sync, (I32 fd), (fd), { return is_null(*file) ? __WASI_ERRNO_INVAL : 0; })
THROUGH_US(fd_readdir, (I32 fd, I32 buffer, I32 room, I64 from, I32 used),
           (fd, buffer, room, from, used), {
             if (!is_folder(*file)) return __WASI_ERRNO_NOTDIR;
             return list(*file->node, at_address<char>(buffer), static_cast<uint32_t>(room),
                         static_cast<uint64_t>(from), *at_address<uint32_t>(used));
           })

THROUGH_US_TOO(fd_fdstat_get, (I32 fd, I32 out), (fd, out), own_folder(fd) != nullptr, {
  __wasi_fdstat_t status = {};
  status.fs_filetype = file == nullptr ? __WASI_FILETYPE_DIRECTORY : file->node->type;
  status.fs_flags = file == nullptr ? 0 : file->flags;
  // All rights, except those for which it was not opened. With the right to seek, the libc does not
  // take it for a terminal.
  status.fs_rights_base = ~uint64_t{0};
  if (file != nullptr && !file->reads) status.fs_rights_base &= ~__WASI_RIGHTS_FD_READ;
  if (file != nullptr && !file->writes) status.fs_rights_base &= ~__WASI_RIGHTS_FD_WRITE;
  status.fs_rights_inheriting = ~uint64_t{0};
  *at_address<__wasi_fdstat_t>(out) = status;
  return 0;
})
