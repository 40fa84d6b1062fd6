// host/program/main.cc: python.wasm is `python` with its standard library, pydantic and our modules
// inside.
//
// CPython's own Py_RunMain does the work (options, scripts, -c, -m, stdin, exit status). The
// interpreter is started here, or was started when the snapshot was made (snapshot.cc).

#include <Python.h>

#include <cstdio>
#include <string_view>

#include "libc/memory/folders.h"
#include "program/checks.h"
#include "program/interpreter.h"
#include "program/reserve.h"
#include "snapshot/snapshot.h"

/// PyErr_Print prints nothing before sys.stderr exists.
static void say_why() {
  PyObject* text = PyObject_Repr(PyErr_GetRaisedException());
  const char* why = text != nullptr ? PyUnicode_AsUTF8(text) : "out of memory";
  std::fprintf(stderr, "error: the interpreter cannot start: %s\n", why);
}

int main(int argc, char** argv) {
  host::start_clock();
  const bool checks = argc == 2 && std::string_view(argv[1]) == "--checks";
  // Before start_anew(), nothing of this run may be stored in data of the libc or of ours, such as
  // its folders: it would be lost.
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
