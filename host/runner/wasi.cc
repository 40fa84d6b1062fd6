// host/runner/wasi.cc: how a call gets from wasmtime to C++.

#include "wasi.h"

#include <string_view>

#include "wasi_table.h"

namespace runner::wasi {
namespace {

wasm_trap_t* trap(std::string_view why) { return wasmtime_trap_new(why.data(), why.size()); }

wasm_trap_t* make_call(void* of, wasmtime_caller_t* caller, wasmtime_val_raw_t* values, size_t) {
  const Row& row = *static_cast<const Row*>(of);
  wasmtime_context_t* context = wasmtime_caller_context(caller);
  auto* guest = static_cast<Guest*>(wasmtime_context_get_data(context));
  if (guest == nullptr) return trap("it calls WASI before it is started");
  Call call{*guest,
            {wasmtime_memory_data(context, &guest->memory),
             wasmtime_memory_data_size(context, &guest->memory)}};
  uint64_t given[Row::kMostParameters];
  for (size_t i = 0; i < row.sizes.size(); ++i) given[i] = values[i].bits;
  const Errno error = row.call(call, given);
  if (row.returns) values[0].bits = static_cast<uint16_t>(error);
  // A trap unwinds the frames of the guest; `Instance::run` recognises it by `guest.ended`.
  return guest->ended ? trap("exit") : nullptr;
}

wasm_functype_t* type_of(const Row& row) {
  constexpr uint8_t i32 = 0;
  constexpr uint8_t i64 = 1;
  wasm_valtype_t* takes[Row::kMostParameters];
  for (size_t i = 0; i < row.sizes.size(); ++i)
    takes[i] = wasm_valtype_new(row.sizes[i] == 8 ? i64 : i32);
  wasm_valtype_vec_t parameters;
  wasm_valtype_vec_t results;
  wasm_valtype_vec_new(&parameters, row.sizes.size(), takes);
  if (row.returns) {
    wasm_valtype_t* gives[] = {wasm_valtype_new(i32)};
    wasm_valtype_vec_new(&results, 1, gives);
  } else {
    wasm_valtype_vec_new_empty(&results);
  }
  return wasm_functype_new(&parameters, &results);
}

}  // namespace

wasmtime_error_t* define(wasmtime_linker_t* linker) {
  constexpr std::string_view module = "wasi_snapshot_preview1";
  for (const Row& row : rows()) {
    wasm_functype_t* type = type_of(row);
    wasmtime_error_t* error = wasmtime_linker_define_func_unchecked(
        linker, module.data(), module.size(), row.name.data(), row.name.size(), type, make_call,
        const_cast<Row*>(&row), nullptr);
    wasm_functype_delete(type);
    if (error != nullptr) return error;
  }
  return nullptr;
}

}  // namespace runner::wasi
