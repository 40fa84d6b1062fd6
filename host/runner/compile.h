// host/runner/compile.h: compiling, apart from the process that will run the program.

#pragma once

#include <string>
#include <vector>

#include "sha256.h"

namespace runner {

/// Names what a compiled module is made from: the program, wasmtime's version and its settings.
using Key = Digest;

/// The key of an open .wasm file. False, with errno set, where it cannot be read.
[[nodiscard]] bool key_of(int wasm, Key& key);

/// Stands at the end of a compiled module's file, after what wasmtime wrote.
struct Trailer {
  char magic[8] = {'P', 'C', 'C', 'P', 'P', 'm', 'o', '2'};
  uint64_t size = 0;  // of what comes before
  uint64_t sum = 0;   // its checksum
  Key key = {};
};

/// A sum that any change within eight bytes changes, in whole.
class Checksum {
 public:
  void add(const void* data, size_t size);  // a multiple of 32 bytes, but for the last
  uint64_t value() const;

 private:
  uint64_t lanes_[4] = {1, 2, 3, 4};
};

struct Compiled {
  bool done = false;
  bool kept = false;       // in the file that was given
  std::vector<char> code;  // where it is not
  std::string problem;     // where it is not done
};

/// Says on stderr why the next run has to compile again.
void say_not_kept(const char* why);

/// Compiles the open .wasm file, whose key was `key`, in a process of its own, which ends with this
/// thread. Writes the module and its trailer to the file `keep`, flushed to the disk. Where `keep`
/// is -1, cannot be written to, or the program is not what its key says, the code comes back
/// instead; for the last two there is a sentence on stderr.
Compiled compile(int wasm, const Key& key, int keep);

}  // namespace runner
