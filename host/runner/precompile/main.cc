// host/runner/precompile/main.cc: `precompile WASM COMPILED` compiles a program into the file
// COMPILED for a processor as old as the baseline (engine.h). It makes what the package
// pydantic-wasm ships, and is no part of it.

#include <fcntl.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "compile.h"
#include "files.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: precompile WASM COMPILED\n", stderr);
    return 2;
  }
  const runner::Handle wasm = runner::open_regular(argv[1]);
  runner::Key key;
  if (!wasm || !runner::key_of(wasm.get(), key)) {
    std::fprintf(stderr, "error: %s: %s\n", argv[1], std::strerror(errno));
    return 1;
  }
  const runner::Handle out(open(argv[2], O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!out) {
    std::fprintf(stderr, "error: %s: %s\n", argv[2], std::strerror(errno));
    return 1;
  }
  const runner::Compiled made =
      runner::compile(wasm.get(), key, out.get(), runner::Processor::baseline);
  if (!made.done) std::fprintf(stderr, "error: %s: %s\n", argv[1], made.problem.c_str());
  return made.kept ? 0 : 1;
}
