// host/runner/wasi_calls.h: the calls of WASI preview 1. Parameters that are addresses in the
// guest's memory are called `at` or `out`. Nothing there is trusted, and the address of the result
// is checked before anything is done. No call allocates memory (guest.h).

#pragma once

#include <cerrno>

#include "guest.h"

namespace runner::wasi {

/// The context of a call: the guest, and its memory, which does not move during the call.
struct Call {
  Guest& guest;
  Memory memory;
};

// wasi_process.cc
Errno args_get(Call& call, uint32_t begins_at, uint32_t at);
Errno args_sizes_get(Call& call, uint32_t count_out, uint32_t size_out);
Errno clock_res_get(Call& call, uint32_t clock, uint32_t out);
Errno clock_time_get(Call& call, uint32_t clock, uint64_t precision, uint32_t out);
Errno environ_get(Call& call, uint32_t begins_at, uint32_t at);
Errno environ_sizes_get(Call& call, uint32_t count_out, uint32_t size_out);
void proc_exit(Call& call, uint32_t status);
Errno proc_raise(Call& call, uint32_t signal);
Errno random_get(Call& call, uint32_t at, uint32_t size);
Errno sched_yield(Call& call);
Errno sock_accept(Call& call, uint32_t fd, uint32_t flags, uint32_t out);
Errno sock_recv(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint32_t flags, uint32_t out,
                uint32_t flags_out);
Errno sock_send(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint32_t flags, uint32_t out);
Errno sock_shutdown(Call& call, uint32_t fd, uint32_t how);

// wasi_files.cc
Errno fd_advise(Call& call, uint32_t fd, uint64_t from, uint64_t size, uint32_t how);
Errno fd_allocate(Call& call, uint32_t fd, uint64_t from, uint64_t size);
Errno fd_close(Call& call, uint32_t fd);
Errno fd_datasync(Call& call, uint32_t fd);
Errno fd_fdstat_get(Call& call, uint32_t fd, uint32_t out);
Errno fd_fdstat_set_flags(Call& call, uint32_t fd, uint32_t flags);
Errno fd_fdstat_set_rights(Call& call, uint32_t fd, uint64_t rights, uint64_t inherited_rights);
Errno fd_filestat_get(Call& call, uint32_t fd, uint32_t out);
Errno fd_filestat_set_size(Call& call, uint32_t fd, uint64_t size);
Errno fd_filestat_set_times(Call& call, uint32_t fd, uint64_t accessed, uint64_t modified,
                            uint32_t which);
Errno fd_prestat_dir_name(Call& call, uint32_t fd, uint32_t at, uint32_t size);
Errno fd_prestat_get(Call& call, uint32_t fd, uint32_t out);
Errno fd_renumber(Call& call, uint32_t from, uint32_t to);
Errno fd_sync(Call& call, uint32_t fd);

// wasi_io.cc
Errno fd_pread(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint64_t from, uint32_t out);
Errno fd_pwrite(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint64_t to, uint32_t out);
Errno fd_read(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint32_t out);
Errno fd_seek(Call& call, uint32_t fd, uint64_t by, uint32_t from, uint32_t out);
Errno fd_tell(Call& call, uint32_t fd, uint32_t out);
Errno fd_write(Call& call, uint32_t fd, uint32_t at, uint32_t count, uint32_t out);

// wasi_folders.cc
Errno fd_readdir(Call& call, uint32_t fd, uint32_t at, uint32_t size, uint64_t from, uint32_t out);

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

// Shared by several calls.

/// The error of a system call that returns 0 on success.
inline Errno done(int result) { return result == 0 ? Errno::success : from_system(); }

/// The open file of that number, for calls that only apply to files; null, with the error, if it is
/// something else.
Descriptor* file_of(const Call& call, uint32_t fd, Errno& error);

/// A descriptor of this process by which the entries of that folder can be read; negative, with
/// errno set. Precondition: not the empty root.
int readable(Descriptor& folder);

Filetype type_of(mode_t mode);

/// The status of a file, in the form of WASI.
Filestat filestat(const struct stat& status);

/// The two times to set; `Errno::inval` if the flags contradict each other.
Errno read_times(uint64_t accessed, uint64_t modified, uint32_t which, timespec (&out)[2]);

}  // namespace runner::wasi
