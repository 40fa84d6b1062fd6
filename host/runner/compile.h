// host/runner/compile.h: compiling in a process of its own.

#pragma once

#include <string>
#include <vector>

#include "engine.h"
#include "sha256.h"

namespace runner {

/// Identifies what a compiled module is made from: the program, the version of wasmtime and its
/// settings.
using Key = Digest;

/// The key of an open .wasm file. False, with errno set, where it cannot be read.
[[nodiscard]] bool key_of(int wasm, Key& key);

/// The end of a compiled module's file, after the bytes from wasmtime.
struct Trailer {
  char magic[8] = {'P', 'C', 'C', 'P', 'P', 'm', 'o', '2'};
  uint64_t size = 0;  // of what comes before
  uint64_t sum = 0;   // its checksum
  Key key = {};
};

/// A checksum of 64 bits. Any change within one word of eight bytes changes it.
class Checksum {
 public:
  void add(const void* data, size_t size);  // a multiple of 32 bytes, except in the last call
  uint64_t value() const;

 private:
  uint64_t lanes_[4] = {1, 2, 3, 4};
};

/// Reads the trailer. False if the file has none of its size.
[[nodiscard]] bool read_trailer(int file, Trailer& out);

/// Verifies the checksum; takes milliseconds. Async-signal-safe; works behind the second wall.
[[nodiscard]] bool is_whole(int file);

struct Compiled {
  bool done = false;
  bool kept = false;       // in the file that was given
  std::vector<char> code;  // if it is not kept
  std::string problem;     // if not done
};

/// Prints to stderr why the next run has to compile again.
void say_not_kept(const char* why);

/// Compiles the open .wasm file, whose key is `key`, for that processor, in a child process, which
/// is killed if this thread ends. Writes the module and its trailer to the file `keep` and flushes
/// them to the disk. If `keep` is -1 or cannot be written to, or if the program is not the one of
/// the key, the code is returned instead; the last two are reported on stderr. Waits for the child,
/// for seconds.
Compiled compile(int wasm, const Key& key, int keep,
                 Processor processor = Processor::this_machines);

}  // namespace runner
