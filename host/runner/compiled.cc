// host/runner/compiled.cc: compiling python.wasm takes seconds, so it is done once for each file,
// version of wasmtime and setting, or before the runner is packaged.
//
// A module that came with the runner is trusted as the runner and the library beside it are: who
// can write to one of them can write to all. A file of its name that a script left in a folder is
// not taken for one, since only the runner of a package looks for it, and has one (packaging.h). It
// was compiled for old processors, too; where even that does not fit, wasmtime says so.
//
// A cached module is machine code that this process will run, and wasmtime trusts it. It is used
// only from a cache that no other user can write to (cache.cc), and only if its trailer has its
// size and this key. wasmtime then checks its own version, settings and the processor. In all other
// cases the program is compiled again.
//
// Verifying the checksum finds damage by a disk, but takes some milliseconds, as long as a run. So
// it is done once an hour, when the file has been written to, and after a crash. Damage that is not
// found before a run can crash one run only.
//
// A module is written to a temporary file, flushed to the disk and renamed, so that no other
// process sees a part of it. A lock makes runs that start at the same time compile only once. The
// system releases the lock of a process that is killed, and the next run removes what it left.

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

/// The file that the code of this process comes from, open until its end; empty if the code is in
/// memory alone.
Handle used;

/// `module`, or nullptr with the message of `error`, which is freed.
wasmtime_module_t* module_or_null(wasmtime_error_t* error, wasmtime_module_t* module,
                                  std::string& problem) {
  if (error == nullptr) return module;
  problem = sentence(error);
  return nullptr;
}

/// Makes the module of `code`, which is copied. nullptr with a message.
wasmtime_module_t* from_memory(wasm_engine_t* engine, const char* code, size_t size,
                               std::string& problem) {
  wasmtime_module_t* module = nullptr;
  wasmtime_error_t* error =
      wasmtime_module_deserialize(engine, reinterpret_cast<const uint8_t*>(code), size, &module);
  return module_or_null(error, module, problem);
}

/// Loads the module from an open file, which stays open. nullptr with a message. The file is
/// mapped, or copied if that fails: without /proc it has no name to map it by, and nothing can be
/// mapped as code from a disk mounted with `noexec`.
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

/// The module in that open file, if it is whole and of this key. nullptr with the reason in `why`.
wasmtime_module_t* checked(wasm_engine_t* engine, Handle file, const Key& key, std::string& why) {
  struct stat status;
  Trailer trailer;
  why = "it is not whole";
  if (fstat(file.get(), &status) != 0 || !read_trailer(file.get(), trailer)) return nullptr;
  why = "it is of another program";
  if (trailer.key != key) return nullptr;
  if (is_due(status)) {
    why = "it is damaged";
    if (!is_whole(file.get())) {
      condemn(file.get());
      return nullptr;
    }
    touch(file.get());  // where this user may not, every run verifies the file
  }
  return load(engine, std::move(file), trailer.size, why);
}

/// The module that came with the runner. nullptr if that must not be used, after a message.
wasmtime_module_t* shipped_module(wasm_engine_t* engine, const std::string& name, const Key& key) {
  Handle file = open_regular(name);
  std::string why = std::strerror(errno);
  struct stat status;
  if (file && fstat(file.get(), &status) == 0) {
    why = "it crashed before";
    const bool condemned = (status.st_mode & S_IRUSR) == 0;  // root can open it all the same
    wasmtime_module_t* module = condemned ? nullptr : checked(engine, std::move(file), key, why);
    if (module != nullptr) return module;
  }
  std::fprintf(stderr, "-- %s, which came with the program, is not used: %s\n", name.c_str(),
               why.c_str());
  return nullptr;
}

/// The cached module; nullptr if it is missing or must not be used: the program is compiled again.
wasmtime_module_t* cached(wasm_engine_t* engine, const Cache& cache, const std::string& name,
                          const Key& key) {
  Handle file = cache.find(name);
  std::string ignored;
  return file ? checked(engine, std::move(file), key, ignored) : nullptr;
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

/// Compiles the program. Keeps the module in `cache`, which is locked, or nullptr for the reason
/// `why`.
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
  if (result.kept && cache != nullptr) {
    // Opened again: this process must have no descriptor by which the code can be written to.
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

wasmtime_module_t* load_module(wasm_engine_t* engine, int wasm, const std::string& shipped,
                               std::string& problem) {
  Key key;
  if (!key_of(wasm, key)) {
    problem = std::string("cannot be read: ") + std::strerror(errno);
    return nullptr;
  }
  if (!shipped.empty())
    if (wasmtime_module_t* module = shipped_module(engine, shipped, key)) return module;
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
