// host/runner/engine.cc: neither epochs nor fuel are used. They cost a tight loop a quarter and a
// half of its speed, and cannot stop a program that sleeps. A timer limits the time of a run
// instead (timeout.cc).

#include "engine.h"

#include <cstdio>
#include <cstdlib>

namespace runner {
namespace {

std::string last_line(wasm_byte_vec_t& message) {
  std::string text(message.data, message.size);
  wasm_byte_vec_delete(&message);
  constexpr char blank[] = " \t\n";
  // A trap's message ends with a zero byte.
  text.resize(text.find_last_not_of(std::string_view("\0 \t\n", 4)) + 1);
  const size_t newline = text.rfind('\n');
  if (newline != text.npos) text.erase(0, newline + 1);
  text.erase(0, text.find_first_not_of(blank));
  return text;
}

/// Switches off what python.wasm does not use, so that less of wasmtime can contain a fault.
void switch_off_proposals(wasm_config_t* config) {
  constexpr void (*unused[])(wasm_config_t*, bool) = {
      wasmtime_config_wasm_threads_set,
      wasmtime_config_shared_memory_set,
      wasmtime_config_wasm_tail_call_set,
      wasmtime_config_wasm_function_references_set,
      wasmtime_config_wasm_gc_set,
      wasmtime_config_gc_support_set,
      wasmtime_config_wasm_relaxed_simd_set,
      wasmtime_config_wasm_simd_set,
      wasmtime_config_wasm_multi_memory_set,
      wasmtime_config_wasm_memory64_set,
      wasmtime_config_wasm_wide_arithmetic_set,
      wasmtime_config_wasm_exceptions_set,
      wasmtime_config_wasm_custom_page_sizes_set,
      wasmtime_config_wasm_stack_switching_set,
      wasmtime_config_wasm_component_model_set,
  };
  for (const auto set : unused) set(config, false);
}

/// Without a target, wasmtime uses all that the processor of this machine has.
void restrict_to_baseline(wasm_config_t* config) {
  wasmtime_error_t* error = wasmtime_config_target_set(config, "x86_64-unknown-linux-gnu");
  if (error != nullptr) {
    std::fprintf(stderr, "error: %s\n", sentence(error).c_str());
    std::abort();
  }
  for (const char* feature :
       {"has_cmpxchg16b", "has_popcnt", "has_sse3", "has_ssse3", "has_sse41", "has_sse42"})
    wasmtime_config_cranelift_flag_enable(config, feature);
}

}  // namespace

wasm_engine_t* make_engine(Processor processor) {
  wasm_config_t* config = wasm_config_new();
  switch_off_proposals(config);
  // wasmtime refuses a stack for wasm that is larger than its stacks for async calls, which are not
  // used.
  wasmtime_config_async_stack_size_set(config, kWasmStack * 2);
  wasmtime_config_max_wasm_stack_set(config, kWasmStack);
  // Only debuggers and other unwinders use these tables, and registering them takes time.
  wasmtime_config_native_unwind_info_set(config, false);
  if (processor == Processor::baseline) restrict_to_baseline(config);
  return wasm_engine_new_with_config(config);
}

std::string sentence(wasmtime_error_t* error) {
  wasm_byte_vec_t message;
  wasmtime_error_message(error, &message);
  wasmtime_error_delete(error);
  return last_line(message);
}

std::string sentence(wasm_trap_t* trap) {
  wasm_byte_vec_t message;
  wasm_trap_message(trap, &message);
  wasm_trap_delete(trap);
  return last_line(message);
}

}  // namespace runner
