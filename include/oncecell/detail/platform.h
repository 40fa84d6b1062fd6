// What the rest of oncecell needs to know about the compiler, the platform and the CPython version.
// These are the only lines of the library that ask such questions.
#pragma once

#include <Python.h>

// A wasm module without threads has one flow of control: nobody can ever wait, and libc++ has no
// way to block.
#if defined(__wasm__) && !defined(_REENTRANT)
#define ONCECELL_THREADS 0
#else
#define ONCECELL_THREADS 1
#endif

// Where a process can fork, another thread's unfinished initialiser must not survive in the child.
#if ONCECELL_THREADS && (defined(__unix__) || defined(__APPLE__))
#include <pthread.h>
#define ONCECELL_FORK 1
#else
#define ONCECELL_FORK 0
#endif

// For everything that uses the registry: each binary has a copy of its own. Otherwise the dynamic
// linker could combine the code of one binary with the registry of another, which may be built from
// another version of this library.
#if defined(__GNUC__)
#define ONCECELL_LOCAL __attribute__((visibility("hidden")))
#define ONCECELL_COLD __attribute__((noinline, cold))
#else
#define ONCECELL_LOCAL
#define ONCECELL_COLD
#endif

namespace oncecell::detail {

/// True once Py_Finalize has begun: from then on the other threads never run Python again.
inline bool is_finalizing() {
#if defined(Py_LIMITED_API) && Py_LIMITED_API + 0 < 0x030D0000
  return false;  // the limited API of these versions does not tell
#elif PY_VERSION_HEX >= 0x030D0000
  return Py_IsFinalizing() != 0;
#else
  return _Py_IsFinalizing() != 0;
#endif
}

}  // namespace oncecell::detail
