// host/runner/wasi_table.cc: each function of wasi_calls.h as a row, which is called with an array
// of numbers.

#include "wasi_table.h"

#include <type_traits>
#include <utility>

namespace runner::wasi {
namespace {

template <auto function>
struct Entry;
template <class Result, class... Parameters, Result (*function)(Call&, Parameters...)>
struct Entry<function> {
  static_assert(sizeof...(Parameters) <= Row::kMostParameters);

  // With one more element, as an array cannot be empty.
  static constexpr uint8_t kSizes[] = {sizeof(Parameters)..., 0};

  static Errno call(Call& call, [[maybe_unused]] const uint64_t* values) {
    return [&]<size_t... i>(std::index_sequence<i...>) {
      if constexpr (std::is_void_v<Result>) {
        function(call, static_cast<Parameters>(values[i])...);
        return Errno::success;
      } else {
        return function(call, static_cast<Parameters>(values[i])...);
      }
    }(std::index_sequence_for<Parameters...>{});
  }

  static constexpr Row row(std::string_view name) {
    return {name, {kSizes, sizeof...(Parameters)}, !std::is_void_v<Result>, call};
  }
};

#define CALL(name) Entry<name>::row(#name)
constexpr Row kRows[] = {
    CALL(args_get),
    CALL(args_sizes_get),
    CALL(clock_res_get),
    CALL(clock_time_get),
    CALL(environ_get),
    CALL(environ_sizes_get),
    CALL(fd_advise),
    CALL(fd_allocate),
    CALL(fd_close),
    CALL(fd_datasync),
    CALL(fd_fdstat_get),
    CALL(fd_fdstat_set_flags),
    CALL(fd_fdstat_set_rights),
    CALL(fd_filestat_get),
    CALL(fd_filestat_set_size),
    CALL(fd_filestat_set_times),
    CALL(fd_pread),
    CALL(fd_prestat_dir_name),
    CALL(fd_prestat_get),
    CALL(fd_pwrite),
    CALL(fd_read),
    CALL(fd_readdir),
    CALL(fd_renumber),
    CALL(fd_seek),
    CALL(fd_sync),
    CALL(fd_tell),
    CALL(fd_write),
    CALL(path_create_directory),
    CALL(path_filestat_get),
    CALL(path_filestat_set_times),
    CALL(path_link),
    CALL(path_open),
    CALL(path_readlink),
    CALL(path_remove_directory),
    CALL(path_rename),
    CALL(path_symlink),
    CALL(path_unlink_file),
    CALL(poll_oneoff),
    CALL(proc_exit),
    CALL(proc_raise),
    CALL(random_get),
    CALL(sched_yield),
    CALL(sock_accept),
    CALL(sock_recv),
    CALL(sock_send),
    CALL(sock_shutdown),
};
#undef CALL

}  // namespace

std::span<const Row> rows() { return kRows; }

}  // namespace runner::wasi
