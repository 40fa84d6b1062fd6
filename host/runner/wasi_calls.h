// host/runner/wasi_calls.h: the calls of WASI preview 1 that python.wasm imports. Numbers that are
// places in its memory are called `at` or `out`: nothing there is trusted.

#pragma once

#include "guest.h"

namespace runner::wasi {

/// What each call gets: the guest, and its memory as it is during the call.
struct Call {
  Guest& guest;
  Memory memory;
};

// wasi_files.cc
Errno fd_advise(Call& call, uint32_t fd, uint64_t from, uint64_t size, uint32_t how);
Errno fd_close(Call& call, uint32_t fd);
Errno fd_datasync(Call& call, uint32_t fd);
Errno fd_fdstat_get(Call& call, uint32_t fd, uint32_t out);
Errno fd_fdstat_set_flags(Call& call, uint32_t fd, uint32_t flags);
Errno fd_filestat_get(Call& call, uint32_t fd, uint32_t out);
Errno fd_filestat_set_size(Call& call, uint32_t fd, uint64_t size);
Errno fd_filestat_set_times(Call& call, uint32_t fd, uint64_t accessed, uint64_t modified,
                            uint32_t which);
Errno fd_pread(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint64_t from, uint32_t out);
Errno fd_prestat_dir_name(Call& call, uint32_t fd, uint32_t at, uint32_t size);
Errno fd_prestat_get(Call& call, uint32_t fd, uint32_t out);
Errno fd_pwrite(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint64_t to, uint32_t out);
Errno fd_read(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint32_t out);
Errno fd_readdir(Call& call, uint32_t fd, uint32_t at, uint32_t size, uint64_t from, uint32_t out);
Errno fd_seek(Call& call, uint32_t fd, uint64_t by, uint32_t from, uint32_t out);
Errno fd_sync(Call& call, uint32_t fd);
Errno fd_tell(Call& call, uint32_t fd, uint32_t out);
Errno fd_write(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint32_t out);

// wasi_paths.cc
Errno path_create_directory(Call& call, uint32_t folder, uint32_t at, uint32_t size);
Errno path_filestat_get(Call& call, uint32_t folder, uint32_t lookup, uint32_t at, uint32_t size,
                        uint32_t out);
Errno path_filestat_set_times(Call& call, uint32_t folder, uint32_t lookup, uint32_t at,
                              uint32_t size, uint64_t accessed, uint64_t modified, uint32_t which);
Errno path_link(Call& call, uint32_t folder, uint32_t lookup, uint32_t at, uint32_t size,
                uint32_t new_folder, uint32_t new_at, uint32_t new_size);
Errno path_open(Call& call, uint32_t folder, uint32_t lookup, uint32_t at, uint32_t size,
                uint32_t how, uint64_t rights, uint64_t inherited_rights, uint32_t flags,
                uint32_t out);
Errno path_readlink(Call& call, uint32_t folder, uint32_t at, uint32_t size, uint32_t to,
                    uint32_t room, uint32_t out);
Errno path_remove_directory(Call& call, uint32_t folder, uint32_t at, uint32_t size);
Errno path_rename(Call& call, uint32_t folder, uint32_t at, uint32_t size, uint32_t new_folder,
                  uint32_t new_at, uint32_t new_size);
Errno path_symlink(Call& call, uint32_t text_begins, uint32_t text_size, uint32_t folder,
                   uint32_t at, uint32_t size);
Errno path_unlink_file(Call& call, uint32_t folder, uint32_t at, uint32_t size);

// wasi_poll.cc
Errno poll_oneoff(Call& call, uint32_t at, uint32_t events_at, uint32_t count, uint32_t out);

// For several of these.

/// What the system says of a file, as a guest reads it.
Filestat filestat(const struct stat& status);

/// The two times to set; `Errno::inval` where they contradict each other.
Errno read_times(uint64_t accessed, uint64_t modified, uint32_t which, timespec (&out)[2]);

}  // namespace runner::wasi
