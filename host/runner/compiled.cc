// host/runner/compiled.cc: compiling python.wasm takes seconds, so that it is done once for each
// file, version of wasmtime and setting.
//
// A cached module is machine code that this process will run, and wasmtime trusts it. It is taken
// only where it is this user's own file that nobody else may write, is as long as its last bytes
// say and was written for this key; then wasmtime checks that its version, settings and processor
// fit. Whatever else is found there is compiled anew.
//
// It is written to a temporary file, flushed to the disk and renamed: no other process ever sees a
// part of it. One lock a key makes several runs that start at once compile once; the system lets go
// of the lock of a process that is killed, and the next one overwrites what that left behind.

#include "compiled.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "engine.h"

namespace runner {
namespace {

/// Compiled modules take 20 to 40 MB; older ones are deleted when one is made.
constexpr size_t kKept = 6;

class File {
 public:
  File(const std::string& path, int flags, mode_t mode = 0)
      : descriptor_(open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  explicit operator bool() const { return descriptor_ >= 0; }
  int get() const { return descriptor_; }

  /// Reads just that many bytes; false where they are not there.
  bool read_at(void* out, size_t size, off_t at) const {
    auto* bytes = static_cast<char*>(out);
    while (size > 0) {
      const ssize_t got = pread(descriptor_, bytes, size, at);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return false;
      bytes += got;
      size -= got;
      at += got;
    }
    return true;
  }

  bool write_all(const void* data, size_t size) const {
    auto* bytes = static_cast<const char*>(data);
    while (size > 0) {
      const ssize_t put = write(descriptor_, bytes, size);
      if (put < 0 && errno == EINTR) continue;
      if (put <= 0) return false;
      bytes += put;
      size -= put;
    }
    return true;
  }

 private:
  int descriptor_;
};

/// Two FNV-1a hashes with different starts: names a file, is no protection.
struct Key {
  uint64_t halves[2] = {0xcbf29ce484222325, 0x84222325cbf29ce4};

  void add(const void* data, size_t size) {
    for (uint64_t& half : halves)
      for (size_t i = 0; i < size; ++i)
        half = (half ^ static_cast<const unsigned char*>(data)[i]) * 0x100000001b3;
  }
  std::string text() const {
    char out[40];
    std::snprintf(out, sizeof out, "%016llx%016llx", static_cast<unsigned long long>(halves[0]),
                  static_cast<unsigned long long>(halves[1]));
    return out;
  }
};

/// Stands at the end of a compiled module's file, after what wasmtime wrote.
struct Trailer {
  char magic[8] = {'P', 'C', 'C', 'P', 'P', 'm', 'o', 'd'};
  uint64_t size = 0;  // of what comes before
  Key key;
};

/// A .wasm file of ours ends with a custom section that holds the sha256 of all before it
/// (tools/wasm_build.py); any other is known by its place and its times.
constexpr std::string_view kBuildId(
    "\0\x2a\x08"
    "build_id\x20",
    12);
constexpr size_t kDigest = 32;

bool key_of(const std::string& wasm, Key& key) {
  const File file(wasm, O_RDONLY);
  struct stat status;
  if (!file || fstat(file.get(), &status) != 0) return false;
  char tail[kBuildId.size() + kDigest];
  const off_t at = status.st_size - static_cast<off_t>(sizeof tail);
  if (at < 0 || !file.read_at(tail, sizeof tail, at)) return false;
  key.add(&status.st_size, sizeof status.st_size);
  key.add(tail, sizeof tail);
  if (!std::string_view(tail, sizeof tail).starts_with(kBuildId)) {
    key.add(&status.st_dev, sizeof status.st_dev);
    key.add(&status.st_ino, sizeof status.st_ino);
    key.add(&status.st_mtim, sizeof status.st_mtim);
  }
  key.add(kSettings, sizeof kSettings);
  key.add(WASMTIME_VERSION, sizeof WASMTIME_VERSION);
  return true;
}

/// The cached module; nullptr where it is missing or is not to be used.
wasmtime_module_t* cached(wasm_engine_t* engine, const std::string& path, const Key& key) {
  struct stat status;
  Trailer found;
  {
    const File file(path, O_RDONLY | O_NOFOLLOW);
    if (!file || fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return nullptr;
    if (status.st_uid != geteuid() || (status.st_mode & (S_IWGRP | S_IWOTH)) != 0) return nullptr;
    const off_t at = status.st_size - static_cast<off_t>(sizeof found);
    if (at < 0 || !file.read_at(&found, sizeof found, at)) return nullptr;
    Trailer wanted;
    wanted.size = at;
    wanted.key = key;
    if (std::memcmp(&found, &wanted, sizeof found) != 0) return nullptr;
  }
  wasmtime_module_t* module = nullptr;
  wasmtime_error_t* error = wasmtime_module_deserialize_file(engine, path.c_str(), &module);
  if (error == nullptr) return module;
  wasmtime_error_delete(error);
  return nullptr;
}

/// The whole file; empty where it cannot be read.
std::vector<uint8_t> read_file(const std::string& path) {
  std::vector<uint8_t> content;
  const File file(path, O_RDONLY);
  struct stat status;
  if (!file || fstat(file.get(), &status) != 0) return content;
  content.resize(status.st_size);
  if (!file.read_at(content.data(), content.size(), 0)) content.clear();
  return content;
}

wasmtime_module_t* compile(wasm_engine_t* engine, const std::string& wasm, std::string& problem) {
  std::fputs("-- compiling python.wasm for this machine (once)\n", stderr);
  const std::vector<uint8_t> content = read_file(wasm);
  wasmtime_module_t* module = nullptr;
  wasmtime_error_t* error = wasmtime_module_new(engine, content.data(), content.size(), &module);
  if (error == nullptr) return module;
  problem = wasm + " cannot be compiled: " + sentence(error);
  return nullptr;
}

/// Writes the module to `path` as a whole or not at all; what went wrong, or nullptr.
const char* keep(wasmtime_module_t* module, const std::string& path, const Key& key) {
  wasm_byte_vec_t bytes;
  if (wasmtime_error_t* error = wasmtime_module_serialize(module, &bytes)) {
    wasmtime_error_delete(error);
    return "it cannot be serialized";
  }
  Trailer trailer;
  trailer.size = bytes.size;
  trailer.key = key;
  const std::string temporary = path + ".tmp";
  unlink(temporary.c_str());  // a killed run's: its owner and mode are then not ours to trust
  bool written = false;
  {
    const File file(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
    written = file && file.write_all(bytes.data, bytes.size) &&
              file.write_all(&trailer, sizeof trailer) && fsync(file.get()) == 0;
  }
  written = written && rename(temporary.c_str(), path.c_str()) == 0;
  const char* problem = written ? nullptr : std::strerror(errno);
  if (!written) unlink(temporary.c_str());
  wasm_byte_vec_delete(&bytes);
  return problem;
}

/// Deletes all but the newest compiled modules. A run that has one open goes on with it.
void delete_old(const std::string& folder) {
  std::vector<std::pair<int64_t, std::string>> found;
  DIR* listing = opendir(folder.c_str());
  if (listing == nullptr) return;
  while (const dirent* entry = readdir(listing)) {
    const std::string path = folder + "/" + entry->d_name;
    struct stat status;
    if (!path.ends_with(".cwasm") || stat(path.c_str(), &status) != 0) continue;
    found.emplace_back(-static_cast<int64_t>(status.st_mtim.tv_sec), path);
  }
  closedir(listing);
  std::sort(found.begin(), found.end());
  for (size_t i = kKept; i < found.size(); ++i) unlink(found[i].second.c_str());
}

bool make_folders(const std::string& path) {
  for (size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string part = path.substr(0, slash);
    if (mkdir(part.c_str(), 0777) != 0 && errno != EEXIST && slash == path.npos) return false;
    if (slash == path.npos) return true;
  }
}

std::string cache_root() {
  const auto setting = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value != nullptr ? value : "");
  };
  std::string named = setting("PYDANTIC_CORE_CPP_CACHE");
  if (!named.empty()) return named;
  named = setting("XDG_CACHE_HOME");
  if (named.empty() && !setting("HOME").empty()) named = setting("HOME") + "/.cache";
  return named.empty() ? named : named + "/pydantic-core-cpp";
}

}  // namespace

std::string cache_folder(const char* name) {
  std::string folder = cache_root();
  if (folder.empty()) return folder;
  folder.append("/").append(name);
  struct stat status;
  const bool there = stat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
  return there || make_folders(folder) ? folder : "";
}

wasmtime_module_t* load_module(wasm_engine_t* engine, const std::string& wasm,
                               std::string& problem) {
  Key key;
  if (!key_of(wasm, key)) {
    problem = wasm + " cannot be read: " + std::strerror(errno);
    return nullptr;
  }
  const std::string folder = cache_folder("compiled");
  const std::string path = folder + "/" + key.text() + ".cwasm";
  if (!folder.empty()) {
    if (wasmtime_module_t* module = cached(engine, path, key)) return module;
  }
  const std::string locks = cache_folder("lock");
  const File lock(locks + "/compiled-" + key.text(), O_RDWR | O_CREAT, 0666);
  const bool locked = lock && flock(lock.get(), LOCK_EX) == 0;
  if (locked) {  // another run may have compiled it meanwhile
    if (wasmtime_module_t* module = cached(engine, path, key)) return module;
  }
  wasmtime_module_t* module = compile(engine, wasm, problem);
  if (module == nullptr) return nullptr;
  const char* why =
      locked && !folder.empty() ? keep(module, path, key) : "there is no cache folder";
  if (why != nullptr) {
    std::fprintf(stderr, "-- the compiled module is not kept for the next run: %s\n", why);
  } else {
    delete_old(folder);
  }
  return module;
}

}  // namespace runner
