// host/program/main.cc: python.wasm is `python` with its standard library, pydantic and our modules
// inside.
//
// CPython's own main does the work (options, scripts, -c, -m, stdin, exit status), once the
// interpreter is up: started here, or long ago in the snapshot (snapshot.cc).

#include <Python.h>

#include <cstdio>
#include <string_view>

#include "libc/memory/folders.h"
#include "program/checks.h"
#include "program/interpreter.h"
#include "program/reserve.h"
#include "snapshot/snapshot.h"

/// PyErr_Print says nothing before sys.stderr is there.
static void say_why() {
  PyObject* text = PyObject_Repr(PyErr_GetRaisedException());
  const char* why = text != nullptr ? PyUnicode_AsUTF8(text) : "out of memory";
  std::fprintf(stderr, "error: the interpreter cannot start: %s\n", why);
}

int main(int argc, char** argv) {
  host::start_clock();
  const bool checks = argc == 2 && std::string_view(argv[1]) == "--checks";
  // Nothing may have been noted of this run before that, in libc's data or in ours: not its
  // folders.
  if (host::baked && !host::snapshot_fits(argc, argv)) host::start_anew();
  host::add_memory_folders();
  if (host::baked) {
    if (!host::resume(checks ? 1 : argc, argv)) {
      say_why();
      return 1;
    }
  } else {
    host::keep_reserve();
    PyStatus status = host::start_interpreter(checks ? 1 : argc, argv, nullptr);
    if (PyStatus_Exception(status)) Py_ExitStatusException(status);
  }
  if (!checks) return Py_RunMain();
  const int failed = host::run_checks();
  return Py_FinalizeEx() < 0 ? 1 : failed;
}
