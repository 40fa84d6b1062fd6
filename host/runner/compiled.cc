// host/runner/compiled.cc: compiling python.wasm takes seconds, so that it is done once for each
// file, version of wasmtime and setting.
//
// A cached module is machine code that this process will run, and wasmtime trusts it. It is taken
// only from a cache that is this user's alone (cache.cc), where it is as long as its last bytes say
// and was written for this key; then wasmtime checks that its version, settings and processor fit.
// Whatever else is found there is compiled anew.
//
// A whole look at it, which finds every damage by a disk, takes some milliseconds, as long as a
// run. So it happens once an hour, when the file was written to since, and after a crash; one that
// is not noticed until then crashes at most once.
//
// It is written to a temporary file, flushed to the disk and renamed: no other process ever sees a
// part of it. A lock makes several runs that start at once compile once; the system lets go of the
// lock of a process that is killed, and the next one removes what that left behind.

#include "compiled.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "cache.h"
#include "compile.h"
#include "crash.h"
#include "engine.h"
#include "files.h"

namespace runner {
namespace {

/// The file that this process' code is from, open until its end; nothing where there is none.
Handle used;

bool read_trailer(int file, Trailer& out) {
  struct stat status;
  if (fstat(file, &status) != 0) return false;
  const off_t at = status.st_size - static_cast<off_t>(sizeof out);
  return at >= 0 && read_at(file, &out, sizeof out, at) &&
         std::memcmp(out.magic, Trailer().magic, sizeof out.magic) == 0 &&
         out.size == static_cast<uint64_t>(at);
}

/// Whether the module is what was written; takes milliseconds.
bool is_whole(int file) {
  Trailer trailer;
  if (!read_trailer(file, trailer)) return false;
  Checksum sum;
  std::vector<char> block(1 << 18);
  for (uint64_t at = 0; at < trailer.size;) {
    const size_t part = std::min<uint64_t>(block.size(), trailer.size - at);
    if (!read_at(file, block.data(), part, static_cast<off_t>(at))) return false;
    sum.add(block.data(), part);
    at += part;
  }
  return sum.value() == trailer.sum;
}

/// The module, or nullptr with a sentence where there is an error, which is freed.
wasmtime_module_t* module_or_null(wasmtime_error_t* error, wasmtime_module_t* module,
                                  std::string& problem) {
  if (error == nullptr) return module;
  problem = sentence(error);
  return nullptr;
}

/// The module of that code, which is copied.
wasmtime_module_t* from_memory(wasm_engine_t* engine, const char* code, size_t size,
                               std::string& problem) {
  wasmtime_module_t* module = nullptr;
  wasmtime_error_t* error =
      wasmtime_module_deserialize(engine, reinterpret_cast<const uint8_t*>(code), size, &module);
  return module_or_null(error, module, problem);
}

/// The module in an open file, which stays open; nullptr with a sentence. It is mapped, or copied
/// where that cannot be: without /proc the system has no name for it, and no code is run from what
/// is mounted with `noexec`.
wasmtime_module_t* load(wasm_engine_t* engine, Handle file, size_t size, std::string& problem) {
  used = std::move(file);
  blame(used.get());
  const std::string name = "/proc/self/fd/" + std::to_string(used.get());
  wasmtime_module_t* mapped = nullptr;
  wasmtime_error_t* error = wasmtime_module_deserialize_file(engine, name.c_str(), &mapped);
  if (module_or_null(error, mapped, problem) != nullptr) return mapped;
  std::vector<char> code(size);
  if (!read_at(used.get(), code.data(), code.size(), 0)) return nullptr;
  return from_memory(engine, code.data(), code.size(), problem);
}

/// The cached module; nullptr where it is missing or is not to be used.
wasmtime_module_t* cached(wasm_engine_t* engine, const Cache& cache, const std::string& name,
                          const Key& key) {
  Handle file = cache.find(name);
  struct stat status;
  Trailer trailer;
  if (!file || fstat(file.get(), &status) != 0) return nullptr;
  if (!read_trailer(file.get(), trailer) || trailer.key != key) return nullptr;
  if (is_due(status)) {
    if (!is_whole(file.get())) {
      condemn(file.get());
      return nullptr;
    }
    touch(file.get());  // where it cannot be set, on a read-only disk, every run looks
  }
  std::string problem;  // such a file is compiled anew
  return load(engine, std::move(file), trailer.size, problem);
}

std::string name_of(const Key& key) {
  std::string name;
  for (const uint8_t byte : key) {
    constexpr char digits[] = "0123456789abcdef";
    name += digits[byte >> 4];
    name += digits[byte & 15];
  }
  return name.substr(0, 32);
}

/// Compiles it, and keeps it in the cache where that is locked.
wasmtime_module_t* compile_and_load(wasm_engine_t* engine, int wasm, const Key& key,
                                    const Cache* cache, std::string why, std::string& problem) {
  const std::string name = name_of(key) + kCompiled;
  const std::string temporary = name_of(key) + kUnfinished;
  std::fputs("-- compiling python.wasm for this machine (once)\n", stderr);
  blame(-1);
  used = Handle();
  Handle file = cache != nullptr ? cache->create(temporary, why) : Handle();
  if (!file) say_not_kept(why.c_str());
  const Compiled result = compile(wasm, key, file.get());
  if (result.kept) {  // the guest's process has no descriptor that the code can be written through
    if (Handle to_read = cache->find(temporary)) file = std::move(to_read);
    if (!cache->rename(temporary, name, why)) say_not_kept(why.c_str());
  }
  if (cache != nullptr) cache->delete_old(name);
  problem = result.problem;
  if (!result.done) return nullptr;
  Trailer trailer;
  if (result.kept && read_trailer(file.get(), trailer))
    return load(engine, std::move(file), trailer.size, problem);
  return from_memory(engine, result.code.data(), result.code.size(), problem);
}

}  // namespace

wasmtime_module_t* load_module(wasm_engine_t* engine, int wasm, std::string& problem) {
  Key key;
  if (!key_of(wasm, key)) {
    problem = std::string("cannot be read: ") + std::strerror(errno);
    return nullptr;
  }
  Cache cache;
  std::string why;
  Handle lock;
  const std::string name = name_of(key) + kCompiled;
  if (cache.open(why)) {
    if (wasmtime_module_t* module = cached(engine, cache, name, key)) return module;
    lock = cache.lock(why);
    if (lock) {  // another run may have compiled it meanwhile
      if (wasmtime_module_t* module = cached(engine, cache, name, key)) return module;
    }
  } else {
    why = "there is no cache folder: " + why;
  }
  wasmtime_module_t* module =
      compile_and_load(engine, wasm, key, lock ? &cache : nullptr, why, problem);
  if (module == nullptr) problem = "cannot be compiled: " + problem;
  return module;
}

bool condemn_if_damaged() {
  if (!used || is_whole(used.get())) return false;
  condemn(used.get());
  return true;
}

}  // namespace runner
