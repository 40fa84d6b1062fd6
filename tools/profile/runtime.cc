// tools/profile/runtime.cc: part of a module with counters: writes them down when the process ends.
//
// The compiler counts into tables of the module (raw.py reads them); the linker knows where each
// starts and stops. Takes the place of the compiler's own run-time library, which zig does not
// have.
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#define TABLE(name) \
  extern "C" [[gnu::visibility("hidden")]] const char __start_##name[], __stop_##name[]
TABLE(__llvm_prf_data);
TABLE(__llvm_prf_cnts);
TABLE(__llvm_prf_names);

/// What each object file with counters asks for.
extern "C" [[gnu::visibility("hidden")]] int __llvm_profile_runtime = 0;

namespace {

constexpr const char* kTables[][2] = {
    {__start___llvm_prf_data, __stop___llvm_prf_data},
    {__start___llvm_prf_cnts, __stop___llvm_prf_cnts},
    {__start___llvm_prf_names, __stop___llvm_prf_names},
};

/// The address and size of each table, and then the tables.
void write_down() {
  const char* path = std::getenv("PROFILE_FILE");
  std::FILE* file = path == nullptr ? nullptr : std::fopen(path, "wb");
  if (file == nullptr) return;
  for (const auto& table : kTables) {
    const uint64_t place[] = {reinterpret_cast<uint64_t>(table[0]),
                              static_cast<uint64_t>(table[1] - table[0])};
    std::fwrite(place, sizeof place, 1, file);
  }
  for (const auto& table : kTables)
    std::fwrite(table[0], 1, static_cast<size_t>(table[1] - table[0]), file);
  std::fclose(file);
}

[[gnu::constructor]] void start() { std::atexit(write_down); }

}  // namespace
