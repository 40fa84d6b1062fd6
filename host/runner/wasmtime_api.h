// host/runner/wasmtime_api.h: the part of wasmtime's C API that the runner calls, declared here
// because the wheel that brings the shared library (tools/pins.py) brings no headers.
//
// Taken from wasmtime 50.0.1: `include/wasm.h` and `include/wasmtime/*.h` of its crate
// wasmtime-c-api-impl. The wheel's `_bindings.py` lists the same functions with their types;
// tests/system/runner.py compares this file with it.

#pragma once

#include <cstddef>
#include <cstdint>

// NOLINTBEGIN(readability-identifier-naming): the names are wasmtime's.
extern "C" {

struct wasm_config_t;
struct wasm_engine_t;
struct wasm_trap_t;
struct wasm_valtype_t;
struct wasm_functype_t;
struct wasmtime_error_t;
struct wasmtime_module_t;
struct wasmtime_linker_t;
struct wasmtime_store_t;
struct wasmtime_context_t;
struct wasmtime_caller_t;
struct wasmtime_instance_pre_t;

struct wasm_byte_vec_t {
  size_t size;
  char* data;
};

struct wasm_valtype_vec_t {
  size_t size;
  wasm_valtype_t** data;
};

struct wasmtime_instance_t {
  uint64_t store_id;
  size_t index;
};

struct wasmtime_func_t {
  uint64_t store_id;
  void* index;
};

struct wasmtime_memory_t {
  struct {
    uint64_t store_id;
    uint32_t index;
  } owner;
  uint32_t index;
};

struct wasmtime_global_t {
  uint64_t store_id;
  uint32_t index[3];
};

/// A function, table, memory or global. Tables are not used here.
struct wasmtime_extern_t {
  uint8_t kind;  // 0: a function, 1: a global, 3: a memory
  union {
    wasmtime_func_t func;
    wasmtime_global_t global;
    wasmtime_memory_t memory;
    uint64_t largest[3];
  } of;
};

/// An argument or a result of an unchecked call.
union wasmtime_val_raw_t {
  uint64_t bits;  // of an i32 the lower half
  uint64_t largest[2];
};

/// A value of any type.
struct wasmtime_val_t {
  uint8_t kind;
  uint64_t largest[3];
};

using wasmtime_func_unchecked_callback_t = wasm_trap_t* (*)(void* env, wasmtime_caller_t* caller,
                                                            wasmtime_val_raw_t* values,
                                                            size_t count);

wasm_config_t* wasm_config_new();
wasm_engine_t* wasm_engine_new_with_config(wasm_config_t* config);
void wasmtime_config_max_wasm_stack_set(wasm_config_t* config, size_t bytes);
void wasmtime_config_async_stack_size_set(wasm_config_t* config, uint64_t bytes);
void wasmtime_config_native_unwind_info_set(wasm_config_t* config, bool on);
wasmtime_error_t* wasmtime_config_target_set(wasm_config_t* config, const char* triple);
void wasmtime_config_cranelift_flag_enable(wasm_config_t* config, const char* flag);
void wasmtime_config_wasm_threads_set(wasm_config_t* config, bool on);
void wasmtime_config_shared_memory_set(wasm_config_t* config, bool on);
void wasmtime_config_wasm_tail_call_set(wasm_config_t* config, bool on);
void wasmtime_config_wasm_function_references_set(wasm_config_t* config, bool on);
void wasmtime_config_wasm_gc_set(wasm_config_t* config, bool on);
void wasmtime_config_gc_support_set(wasm_config_t* config, bool on);
void wasmtime_config_wasm_simd_set(wasm_config_t* config, bool on);
void wasmtime_config_wasm_relaxed_simd_set(wasm_config_t* config, bool on);
void wasmtime_config_wasm_multi_memory_set(wasm_config_t* config, bool on);
void wasmtime_config_wasm_memory64_set(wasm_config_t* config, bool on);
void wasmtime_config_wasm_wide_arithmetic_set(wasm_config_t* config, bool on);
void wasmtime_config_wasm_exceptions_set(wasm_config_t* config, bool on);
void wasmtime_config_wasm_custom_page_sizes_set(wasm_config_t* config, bool on);
void wasmtime_config_wasm_stack_switching_set(wasm_config_t* config, bool on);
void wasmtime_config_wasm_component_model_set(wasm_config_t* config, bool on);

void wasm_byte_vec_delete(wasm_byte_vec_t* bytes);
wasm_valtype_t* wasm_valtype_new(uint8_t kind);
void wasm_valtype_vec_new(wasm_valtype_vec_t* out, size_t size, wasm_valtype_t* const* types);
void wasm_valtype_vec_new_empty(wasm_valtype_vec_t* out);
wasm_functype_t* wasm_functype_new(wasm_valtype_vec_t* parameters, wasm_valtype_vec_t* results);
void wasm_functype_delete(wasm_functype_t* type);
void wasm_trap_message(const wasm_trap_t* trap, wasm_byte_vec_t* out);
void wasm_trap_delete(wasm_trap_t* trap);
wasm_trap_t* wasmtime_trap_new(const char* message, size_t size);
void wasmtime_error_message(const wasmtime_error_t* error, wasm_byte_vec_t* out);
void wasmtime_error_delete(wasmtime_error_t* error);

wasmtime_error_t* wasmtime_module_new(wasm_engine_t* engine, const uint8_t* wasm, size_t size,
                                      wasmtime_module_t** out);
wasmtime_error_t* wasmtime_module_serialize(wasmtime_module_t* module, wasm_byte_vec_t* out);
wasmtime_error_t* wasmtime_module_deserialize(wasm_engine_t* engine, const uint8_t* bytes,
                                              size_t size, wasmtime_module_t** out);
wasmtime_error_t* wasmtime_module_deserialize_file(wasm_engine_t* engine, const char* path,
                                                   wasmtime_module_t** out);

wasmtime_linker_t* wasmtime_linker_new(wasm_engine_t* engine);
wasmtime_error_t* wasmtime_linker_define_func_unchecked(wasmtime_linker_t* linker,
                                                        const char* module, size_t module_size,
                                                        const char* name, size_t name_size,
                                                        const wasm_functype_t* type,
                                                        wasmtime_func_unchecked_callback_t callback,
                                                        void* data, void (*finalizer)(void*));
wasmtime_error_t* wasmtime_linker_instantiate_pre(const wasmtime_linker_t* linker,
                                                  const wasmtime_module_t* module,
                                                  wasmtime_instance_pre_t** out);
wasmtime_error_t* wasmtime_instance_pre_instantiate(const wasmtime_instance_pre_t* ready,
                                                    wasmtime_context_t* context,
                                                    wasmtime_instance_t* out, wasm_trap_t** trap);
bool wasmtime_instance_export_get(wasmtime_context_t* context, const wasmtime_instance_t* instance,
                                  const char* name, size_t size, wasmtime_extern_t* out);
wasmtime_error_t* wasmtime_func_call(wasmtime_context_t* context, const wasmtime_func_t* function,
                                     const wasmtime_val_t* values, size_t count,
                                     wasmtime_val_t* results, size_t result_count,
                                     wasm_trap_t** trap);

wasmtime_store_t* wasmtime_store_new(wasm_engine_t* engine, void* data, void (*finalizer)(void*));
void wasmtime_store_delete(wasmtime_store_t* store);
wasmtime_context_t* wasmtime_store_context(wasmtime_store_t* store);
void wasmtime_store_limiter(wasmtime_store_t* store, int64_t memory_size, int64_t table_elements,
                            int64_t instances, int64_t tables, int64_t memories);
void* wasmtime_context_get_data(const wasmtime_context_t* context);
void wasmtime_context_set_data(wasmtime_context_t* context, void* data);
wasmtime_context_t* wasmtime_caller_context(wasmtime_caller_t* caller);
uint8_t* wasmtime_memory_data(const wasmtime_context_t* context, const wasmtime_memory_t* memory);
void wasmtime_global_get(wasmtime_context_t* context, const wasmtime_global_t* global,
                         wasmtime_val_t* out);
wasmtime_error_t* wasmtime_global_set(wasmtime_context_t* context, const wasmtime_global_t* global,
                                      const wasmtime_val_t* value);
size_t wasmtime_memory_data_size(const wasmtime_context_t* context,
                                 const wasmtime_memory_t* memory);

}  // extern "C"
// NOLINTEND(readability-identifier-naming)
