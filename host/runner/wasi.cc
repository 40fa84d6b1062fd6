// host/runner/wasi.cc: the list of the calls, their way from wasmtime to C++, and those that are
// about no file: arguments, environment, clocks, chance and the end.

#include "wasi.h"

#include <sys/random.h>
#include <time.h>

#include <string_view>
#include <utility>

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

/// Writes the texts one after the other, each with a zero, and where each begins.
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

/// Processor time is not told: it is this whole process's.
Errno clock_res_get(Call& call, uint32_t clock, uint32_t out) {
  if (clock > kMonotonic) return Errno::inval;
  return call.memory.write(out, uint64_t{1});
}
Errno clock_time_get(Call& call, uint32_t clock, uint64_t, uint32_t out) {
  if (clock > kMonotonic) return Errno::inval;
  const uint64_t time = clock == kRealtime ? nanoseconds(CLOCK_REALTIME)
                                           : nanoseconds(CLOCK_MONOTONIC) - call.guest.started;
  return call.memory.write(out, time);
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

/// A guest has one thread, which has nobody to wait for.
Errno sched_yield(Call&) { return Errno::success; }

// No descriptor is a socket.
Errno no_socket(const Call& call, uint32_t fd) {
  return call.guest.find(fd) == nullptr ? Errno::badf : Errno::notsock;
}
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

constexpr uint8_t kI32 = 0;
constexpr uint8_t kI64 = 1;

template <class T>
wasm_valtype_t* type_of() {
  return wasm_valtype_new(sizeof(T) == 8 ? kI64 : kI32);
}

/// A function of this side as one that wasmtime calls.
template <auto function>
struct Import;
template <class Result, class... Parameters, Result (*function)(Call&, Parameters...)>
struct Import<function> {
  static wasm_functype_t* type() {
    wasm_valtype_t* takes[] = {type_of<Parameters>()..., nullptr};
    wasm_valtype_vec_t parameters;
    wasm_valtype_vec_t results;
    wasm_valtype_vec_new(&parameters, sizeof...(Parameters), takes);
    if constexpr (std::is_void_v<Result>) {
      wasm_valtype_vec_new_empty(&results);
    } else {
      wasm_valtype_t* gives[] = {type_of<Result>()};
      wasm_valtype_vec_new(&results, 1, gives);
    }
    return wasm_functype_new(&parameters, &results);
  }

  static wasm_trap_t* call(void*, wasmtime_caller_t* caller, wasmtime_val_raw_t* values, size_t) {
    wasmtime_context_t* context = wasmtime_caller_context(caller);
    auto& guest = *static_cast<Guest*>(wasmtime_context_get_data(context));
    Call given{guest,
               {wasmtime_memory_data(context, &guest.memory),
                wasmtime_memory_data_size(context, &guest.memory)}};
    [&]<size_t... i>(std::index_sequence<i...>) {
      if constexpr (std::is_void_v<Result>)
        function(given, static_cast<Parameters>(values[i].bits)...);
      else
        values[0].bits =
            static_cast<uint16_t>(function(given, static_cast<Parameters>(values[i].bits)...));
    }(std::index_sequence_for<Parameters...>{});
    if (!guest.ended) return nullptr;
    // The way back through the guest's frames, which `run_once` (run.cc) knows for what it is.
    constexpr std::string_view message = "exit";
    return wasmtime_trap_new(message.data(), message.size());
  }
};

struct Row {
  std::string_view name;
  wasm_functype_t* (*type)();
  wasmtime_func_unchecked_callback_t call;
};

#define CALL(name) {#name, Import<name>::type, Import<name>::call}
constexpr Row kRows[] = {
    CALL(args_get),
    CALL(args_sizes_get),
    CALL(clock_res_get),
    CALL(clock_time_get),
    CALL(environ_get),
    CALL(environ_sizes_get),
    CALL(fd_advise),
    CALL(fd_close),
    CALL(fd_datasync),
    CALL(fd_fdstat_get),
    CALL(fd_fdstat_set_flags),
    CALL(fd_filestat_get),
    CALL(fd_filestat_set_size),
    CALL(fd_filestat_set_times),
    CALL(fd_pread),
    CALL(fd_prestat_dir_name),
    CALL(fd_prestat_get),
    CALL(fd_pwrite),
    CALL(fd_read),
    CALL(fd_readdir),
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
    CALL(random_get),
    CALL(sched_yield),
    CALL(sock_accept),
    CALL(sock_recv),
    CALL(sock_send),
    CALL(sock_shutdown),
};
#undef CALL

}  // namespace

wasmtime_error_t* define(wasmtime_linker_t* linker) {
  constexpr std::string_view module = "wasi_snapshot_preview1";
  for (const Row& row : kRows) {
    wasm_functype_t* type = row.type();
    wasmtime_error_t* error =
        wasmtime_linker_define_func_unchecked(linker, module.data(), module.size(), row.name.data(),
                                              row.name.size(), type, row.call, nullptr, nullptr);
    wasm_functype_delete(type);
    if (error != nullptr) return error;
  }
  return nullptr;
}

}  // namespace runner::wasi
