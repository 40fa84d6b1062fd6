// Which interpreter owns the static cells of an extension.
//
// A static cell belongs to the process, a Python object to one interpreter. An extension that keeps
// objects in static cells therefore serves one interpreter, the first that loads it, and says so in
// its exec slot:
//
//   if (!oncecell::own_interpreter("my_module")) return -1;   // ImportError in any other one
//
// The same holds for a second life: after Py_Finalize and a new Py_Initialize the cells still hold
// objects of the first life, and the import is refused. An extension that wants to be loaded
// everywhere keeps its cells in module state instead (all zero is an empty cell) and does not call
// this.
#pragma once

#include <Python.h>

#include <atomic>

#include "detail/platform.h"

// What such a module has in its slots, next to {Py_mod_exec, …}, for every version of CPython:
//
//   PyModuleDef_Slot slots[] = {
//       {Py_mod_exec, reinterpret_cast<void*>(exec)},
//       ONCECELL_SLOTS_ONE_INTERPRETER ONCECELL_SLOTS_NO_GIL{0, nullptr},
//   };

/// The module has static cells: newer versions refuse it in a second interpreter before it runs.
#if PY_VERSION_HEX >= 0x030C0000
#define ONCECELL_SLOTS_ONE_INTERPRETER \
  {Py_mod_multiple_interpreters, Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED},
#else
#define ONCECELL_SLOTS_ONE_INTERPRETER
#endif

/// The module does not need the GIL: importing it does not switch the GIL on in a free-threaded
/// Python.
#if PY_VERSION_HEX >= 0x030D0000
#define ONCECELL_SLOTS_NO_GIL {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#else
#define ONCECELL_SLOTS_NO_GIL
#endif

namespace oncecell {

/// True when the running interpreter is the one that owns the static cells of this binary, or
/// becomes it now. False with an exception set: ImportError for any other interpreter, MemoryError.
[[nodiscard]] ONCECELL_LOCAL inline bool own_interpreter(const char* module_name) {
  static constinit std::atomic<bool> owned{false};
  // The mark lies in the interpreter's own dict, and goes when the interpreter goes.
  PyObject* marks = PyInterpreterState_GetDict(PyInterpreterState_Get());
  if (marks == nullptr) {
    PyErr_NoMemory();
    return false;
  }
  PyObject* mark = PyUnicode_FromFormat("oncecell: owner of %p", static_cast<void*>(&owned));
  if (mark == nullptr) return false;
  int result = PyDict_Contains(marks, mark);
  if (result == 0) {
    if (owned.exchange(true)) {
      PyErr_Format(PyExc_ImportError,
                   "module %s does not support more than one interpreter in a process",
                   module_name);
    } else if (PyDict_SetItem(marks, mark, Py_True) == 0) {
      result = 1;
    } else {
      owned = false;
    }
  }
  Py_DECREF(mark);
  return result == 1;
}

}  // namespace oncecell
