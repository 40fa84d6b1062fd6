// host/runner/compile.cc: the compiler takes hundreds of megabytes and a thread for each processor,
// which the process that runs the program would keep. So it runs in a child process, which returns
// its result in a file or through a pipe.
//
// The first byte from the child is an `Outcome`. Without one, the child was killed or crashed.

#include "compile.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "cache.h"
#include "files.h"
#include "handle.h"
#include "wasmtime_api.h"

namespace runner {
namespace {

/// After kCode the code follows, after kFailed an error message.
enum Outcome : char { kKept = 'k', kCode = 'c', kFailed = 'f' };

/// Our .wasm files end with a custom section that holds the SHA-256 of everything before it
/// (tools/wasm_build.py).
constexpr std::string_view kBuildId(
    "\0\x2a\x08"
    "build_id\x20",
    12);
constexpr size_t kBuildIdSize = kBuildId.size() + sizeof(Digest);

bool has_build_id(std::string_view tail) { return tail.starts_with(kBuildId); }

/// Whether `content`, read from the file, is the program that `key` was made for.
bool is_genuine(int wasm, const std::vector<uint8_t>& content, const Key& key) {
  Key again;
  if (!key_of(wasm, again) || again != key || content.size() < kBuildIdSize) return false;
  const size_t size = content.size() - kBuildIdSize;
  const std::string_view tail(reinterpret_cast<const char*>(content.data()) + size, kBuildIdSize);
  if (!has_build_id(tail)) return true;  // the key has its place and times instead
  const Digest digest = sha256(content.data(), size);
  return std::memcmp(digest.data(), tail.data() + kBuildId.size(), digest.size()) == 0;
}

/// The content of the file; empty if it cannot be read.
std::vector<uint8_t> read_whole(int file) {
  struct stat status;
  if (fstat(file, &status) != 0) return {};
  std::vector<uint8_t> content(status.st_size);
  if (!read_at(file, content.data(), content.size(), 0)) content.clear();
  return content;
}

/// Writes the module and its trailer. nullptr, or why that failed.
const char* write_module(int file, const wasm_byte_vec_t& code, const Key& key) {
  Trailer trailer;
  trailer.size = code.size;
  trailer.key = key;
  Checksum sum;
  sum.add(code.data, code.size);
  trailer.sum = sum.value();
  const bool written = write_all(file, code.data, code.size) &&
                       write_all(file, &trailer, sizeof trailer) && fsync(file) == 0 && touch(file);
  return written ? nullptr : std::strerror(errno);
}

void answer(int pipe, Outcome outcome, const void* data, size_t size) {
  if (write_all(pipe, &outcome, 1)) write_all(pipe, data, size);
}

/// The work of the child process.
void compile_here(int wasm, const Key& key, int keep, Processor processor, int pipe) {
  const std::vector<uint8_t> content = read_whole(wasm);
  wasmtime_module_t* module = nullptr;
  wasm_byte_vec_t code;
  wasmtime_error_t* error =
      wasmtime_module_new(make_engine(processor), content.data(), content.size(), &module);
  if (error == nullptr) error = wasmtime_module_serialize(module, &code);
  if (error != nullptr) {
    const std::string problem = sentence(error);
    return answer(pipe, kFailed, problem.data(), problem.size());
  }
  if (keep >= 0) {
    const char* why = is_genuine(wasm, content, key)
                          ? write_module(keep, code, key)
                          : "the program is not the one that its build id names";
    if (why == nullptr) return answer(pipe, kKept, nullptr, 0);
    say_not_kept(why);
  }
  answer(pipe, kCode, code.data, code.size);
}

/// Reads the pipe until its other end is closed.
std::vector<char> read_answer(int pipe) {
  std::vector<char> all;
  size_t size = 0;
  for (;;) {
    if (size == all.size()) all.resize(std::max<size_t>(4096, size * 2));
    const ssize_t got = read(pipe, all.data() + size, all.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    size += got;
  }
  all.resize(size);
  return all;
}

std::string how_it_ended(int status) {
  if (!WIFSIGNALED(status)) return "the compiler ended without a result";
  return "the compiler was ended by signal " + std::to_string(WTERMSIG(status));
}

}  // namespace

bool key_of(int wasm, Key& key) {
  struct stat status;
  if (fstat(wasm, &status) != 0) return false;
  std::string tail(kBuildIdSize, '\0');
  const off_t at = status.st_size - static_cast<off_t>(tail.size());
  errno = ENODATA;
  if (at < 0 || !read_at(wasm, tail.data(), tail.size(), at)) return false;
  std::string made_from;
  const auto add = [&](const auto& part) {
    made_from.append(reinterpret_cast<const char*>(&part), sizeof part);
  };
  add(kSettings);
  add(WASMTIME_VERSION);
  add(status.st_size);
  made_from += tail;
  if (!has_build_id(tail)) {
    add(status.st_dev);
    add(status.st_ino);
    add(status.st_mtim);
    add(status.st_ctim);
  }
  key = sha256(made_from.data(), made_from.size());
  return true;
}

void Checksum::add(const void* data, size_t size) {
  const auto* bytes = static_cast<const char*>(data);
  while (size > 0) {
    uint64_t words[4] = {};
    const size_t part = std::min(size, sizeof words);
    std::memcpy(words, bytes, part);
    for (int i = 0; i < 4; ++i) {  // each step is a bijection
      lanes_[i] = (lanes_[i] ^ words[i]) * 0x9e3779b97f4a7c15;
      lanes_[i] ^= lanes_[i] >> 32;
    }
    bytes += part;
    size -= part;
  }
}

uint64_t Checksum::value() const {
  uint64_t all = 0;
  for (int i = 0; i < 4; ++i) all ^= std::rotl(lanes_[i], 16 * i);
  return all;
}

bool read_trailer(int file, Trailer& out) {
  struct stat status;
  if (fstat(file, &status) != 0) return false;
  const off_t at = status.st_size - static_cast<off_t>(sizeof out);
  return at >= 0 && read_at(file, &out, sizeof out, at) &&
         std::memcmp(out.magic, Trailer().magic, sizeof out.magic) == 0 &&
         out.size == static_cast<uint64_t>(at);
}

bool is_whole(int file) {
  Trailer trailer;
  if (!read_trailer(file, trailer)) return false;
  Checksum sum;
  char block[1 << 14];  // no allocation, and the stack of a signal handler is small
  for (uint64_t at = 0; at < trailer.size;) {
    const size_t part = std::min<uint64_t>(sizeof block, trailer.size - at);
    if (!read_at(file, block, part, static_cast<off_t>(at))) return false;
    sum.add(block, part);
    at += part;
  }
  return sum.value() == trailer.sum;
}

void say_not_kept(const char* why) {
  std::fprintf(stderr, "-- the compiled module is not kept for the next run: %s\n", why);
}

Compiled compile(int wasm, const Key& key, int keep, Processor processor) {
  Compiled result;
  int ends[2] = {-1, -1};
  const pid_t parent = getpid();
  const pid_t child = pipe2(ends, O_CLOEXEC) == 0 ? fork() : -1;
  const Handle here(ends[0]);
  Handle there(ends[1]);
  if (child == -1) {
    result.problem = std::string("no process can be started: ") + std::strerror(errno);
    return result;
  }
  if (child == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);  // the parent ended before that call
    compile_here(wasm, key, keep, processor, there.get());
    _exit(0);
  }
  there = Handle();
  std::vector<char> said = read_answer(here.get());
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  const char outcome = said.empty() ? '\0' : said.front();
  if (!said.empty()) said.erase(said.begin());
  result.done = outcome == kKept || (outcome == kCode && status == 0);
  result.kept = outcome == kKept;
  if (outcome == kFailed) result.problem.assign(said.begin(), said.end());
  if (!result.done && result.problem.empty()) result.problem = how_it_ended(status);
  if (outcome == kCode) result.code = std::move(said);
  return result;
}

}  // namespace runner
